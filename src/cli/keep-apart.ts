import { devNull } from 'node:os';

type Settings = Readonly<Record<string, string | undefined>>;

/** What the clouds' own libraries look into on this machine. */
const ofThisMachine = [
  'AWS_PROFILE',
  'AWS_SESSION_TOKEN',
  'AWS_ROLE_ARN',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_ENDPOINT_URL',
  'GOOGLE_APPLICATION_CREDENTIALS',
  'GCE_METADATA_IP',
];
const forTheLibraries = /^(AWS_|GCE_METADATA_HOST$|METADATA_SERVER_DETECTION$)/;

/**
 * The libraries of AWS and Google read their settings and credentials from the process: this one gets those of the sandbox,
 * so that nothing of the machine, no profile and no login of gcloud, is used. `home`: an empty folder.
 */
export function keepApart(
  process: { env: Record<string, string | undefined> },
  world: Settings,
  home: string,
) {
  for (const name of ofThisMachine) delete process.env[name];
  Object.assign(process.env, {
    AWS_CONFIG_FILE: devNull,
    AWS_SHARED_CREDENTIALS_FILE: devNull,
    HOME: home,
    APPDATA: home,
    ...Object.fromEntries(Object.entries(world).filter(([name]) => forTheLibraries.test(name))),
  });
}
