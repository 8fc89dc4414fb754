import type { Answer, Route, SandboxRequest } from '../http.ts';

const base = '/computeMetadata/v1';
const flavor = { 'metadata-flavor': 'Google' };

/** The metadata server of a virtual machine, where application default credentials come from. All of it made up. */
export function metadataRoutes(defaultProject: () => string): Route[] {
  const route = (path: string, answer: () => Answer): Route => ({
    method: 'GET',
    path,
    handle: (request: SandboxRequest) => {
      // The real server refuses requests without it, so that a page cannot read the token.
      if (request.headers['metadata-flavor'] !== 'Google')
        return { status: 403, text: 'Missing Metadata-Flavor:Google header.' };
      return { ...answer(), headers: flavor };
    },
  });
  const account = `${base}/instance/service-accounts/default`;
  return [
    { method: 'GET', path: '/', handle: () => ({ text: 'computeMetadata/\n', headers: flavor }) },
    route(`${base}/instance`, () => ({ json: {} })),
    route(`${base}/project/project-id`, () => ({ text: defaultProject() })),
    route(`${base}/universe/universe-domain`, () => ({ text: 'googleapis.com' })),
    route(`${account}/email`, () => ({ text: 'sandbox@local-project.iam.gserviceaccount.example' })),
    route(`${account}/token`, () => ({
      json: { access_token: 'local-access-token-not-real', expires_in: 3599, token_type: 'Bearer' },
    })),
  ];
}
