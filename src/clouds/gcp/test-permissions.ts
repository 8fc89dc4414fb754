import type { Permit } from '../../core/cloud/permit.ts';
import { failureOf, unseenBy } from './failure.ts';
import type { Session } from './session.ts';

/** It takes no permission: https://cloud.google.com/resource-manager/reference/rest/v1/projects/testIamPermissions */
const ASKING = 'cloudresourcemanager.projects.testIamPermissions';

/** Which of the permissions the bot has in the project: Cloud Resource Manager tells, nothing is changed. Never rejects. */
export async function testPermissions(
  session: Session,
  permissions: string[],
  origin: string,
): Promise<{ action: string; permit: Permit }[]> {
  try {
    const { data } = await session.call(ASKING, ({ auth }) =>
      auth.request<{ permissions?: string[] }>({
        url: `${origin}/v1/projects/${encodeURIComponent(session.project)}:testIamPermissions`,
        method: 'POST',
        data: { permissions },
      }),
    );
    const granted = new Set(data.permissions ?? []);
    return permissions.map((action) => ({
      action,
      permit: granted.has(action)
        ? { may: 'yes' }
        : {
            may: 'no',
            reason: `the bot may not use ${action} in GCP project ${session.project}.`,
            missing: action,
          },
    }));
  } catch (error) {
    const reason = whyNot(error, session.project);
    return permissions.map((action) => ({ action, permit: { may: 'unknown', reason } }));
  }
}

function whyNot(error: unknown, project: string): string {
  if (failureOf(error).kind === 'not-enabled') {
    return `the Cloud Resource Manager API, which tells rights, is not switched on in GCP project ${project}.`;
  }
  return unseenBy(error, ASKING, project).reason;
}
