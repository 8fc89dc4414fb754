import { PeeringBotError } from '../../../core/errors.ts';
import type { Get } from '../http/get.ts';
import type { Mask } from '../http/mask.ts';
import { bodyOf } from '../http/outcome.ts';
import { accountAnswer } from '../wire/account.ts';
import { understand } from './understand.ts';

/** Where the API keeps everything: account id and project id. */
export interface Place {
  account: string;
  project: string;
}

/** Finds account and project by the key, once; everybody who asks meanwhile shares the call. */
export interface Account {
  place(): Promise<Place>;
  /** What was found no longer holds: look again when asked next. */
  forget(): void;
}

interface Project {
  id: string;
  name: string;
}

const doing = 'Finding out the Yugabyte account';

export function createAccount({
  get,
  mask,
  projectId,
}: {
  get: Get;
  mask: Mask;
  projectId?: string | undefined;
}): Account {
  let found: Promise<Place> | undefined;

  async function find(): Promise<Place> {
    const body = bodyOf(await get({ path: '/account', doing }));
    const { id, projects } = understand(accountAnswer, body, doing);
    return { account: id, project: choose(projects, projectId?.trim(), mask).id };
  }

  return {
    place() {
      if (found) return found;
      const finding = find();
      found = finding;
      finding.catch(() => {
        if (found === finding) found = undefined;
      });
      return finding;
    },
    forget() {
      found = undefined;
    },
  };
}

function choose(projects: Project[], wanted: string | undefined, mask: Mask): Project {
  const there = projects.map(({ id, name }) => `${mask(name) || 'without name'} (${mask(id)})`).join(', ');
  const [only, ...others] = projects;
  if (!only)
    throw new PeeringBotError('config', 'The Yugabyte account has no project that the API key may see.', {
      mend: 'Use an API key of the account in which the VPCs are.',
    });
  if (wanted) {
    const chosen = projects.find(({ id }) => id.toLowerCase() === wanted.toLowerCase());
    if (chosen) return chosen;
    throw new PeeringBotError(
      'config',
      `YBM_PROJECT_ID names no project of the Yugabyte account; it has ${there}.`,
      {
        mend: 'Set YBM_PROJECT_ID to one of these ids.',
      },
    );
  }
  if (others.length === 0) return only;
  throw new PeeringBotError('account-ambiguous', `The Yugabyte account has several projects: ${there}.`, {
    means: 'The bot does not guess which one it is to work in.',
    mend: 'Set YBM_PROJECT_ID to one of these ids.',
  });
}
