import type { Permit } from '../../core/cloud/permit.ts';
import { unseenBy } from './failure.ts';
import type { Session } from './session.ts';

const ASKING = 'resourcemanager.projects.get';

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
    const { reason } = unseenBy(error, ASKING, session.project);
    return permissions.map((action) => ({ action, permit: { may: 'unknown', reason } }));
  }
}
