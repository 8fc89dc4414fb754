import type { Config } from '../config/load-config.ts';
import { createRedactor } from '../config/redact.ts';
import type { Checked } from '../core/checked.ts';
import type { Clock } from '../core/ports.ts';
import type { Check } from './check.ts';
import { checkChannel } from './checks/channel.ts';
import { checkClockSkew } from './checks/clock-skew.ts';
import { checkCloudRights } from './checks/cloud-rights.ts';
import { checkLastTick } from './checks/last-tick.ts';
import { checkNodeVersion } from './checks/node-version.ts';
import { checkPeople } from './checks/people.ts';
import { checkSlackConnection } from './checks/slack-connection.ts';
import { checkSlackScopes } from './checks/slack-scopes.ts';
import { checkSlackToken } from './checks/slack-token.ts';
import { checkStore } from './checks/store.ts';
import { checkUserGroups } from './checks/user-groups.ts';
import { checkWhoCanAct } from './checks/who-can-act.ts';
import { checkYugabyteHost } from './checks/yugabyte-host.ts';
import { checkYugabyteKey } from './checks/yugabyte-key.ts';
import { checkYugabyteKeyExpiry } from './checks/yugabyte-key-expiry.ts';
import { checkYugabyteProject } from './checks/yugabyte-project.ts';
import { checkYugabyteRole } from './checks/yugabyte-role.ts';
import { examine } from './examine.ts';
import { createFacts, type Facts } from './facts.ts';

export interface DoctorOptions extends Facts {
  config: Config;
  neededScopes: readonly { scope: string; reason: string }[];
  /** The bot's time, for what expires and when it last looked. */
  clock: Clock;
  /** The machine's own time: timeouts, and what is compared with other machines. */
  machine: Clock;
  nodeVersion: string;
  /** When the tick after this moment is due (ms since 1970); `undefined`: never. */
  nextTick: (after: number) => number | undefined;
  /** How long one check may take; 15 s unless told. */
  withinMs?: number;
  log?: { warn(fields: object, message: string): void };
}

export interface Doctor {
  /** Everything, side by side. Never throws; in the order in which things are best mended. */
  examine(): Promise<Checked[]>;
  /** Only whether anybody could act, and approve. Never throws. */
  whoCanAct(): Promise<Checked>;
}

export function createDoctor(options: DoctorOptions): Doctor {
  const { config, neededScopes, clock, machine, nodeVersion, nextTick, withinMs = 15_000, log } = options;
  const redact = createRedactor(config.secrets);

  const run = (check: Check) =>
    examine(check, {
      machine,
      withinMs,
      redact,
      onFailure: (check, error) => log?.warn({ check, error }, 'a check of the doctor failed'),
    });

  return {
    examine() {
      const facts = createFacts(options);
      const { slack, yugabyte, clouds, store } = facts;
      const checks = [
        checkNodeVersion(nodeVersion),
        checkSlackToken(slack),
        checkSlackScopes(slack, neededScopes),
        checkSlackConnection(slack, config.slack),
        checkChannel(slack, config.slack.channel),
        checkUserGroups(slack, config),
        checkPeople(slack, config),
        checkWhoCanAct(slack, config.rights),
        checkYugabyteHost(yugabyte),
        checkYugabyteKey(yugabyte),
        checkYugabyteKeyExpiry(config.yugabyte.apiKey, clock),
        checkYugabyteProject(yugabyte),
        checkYugabyteRole(yugabyte),
        checkCloudRights('AWS', clouds, yugabyte),
        checkCloudRights('GCP', clouds, yugabyte),
        checkStore(store, config.store),
        checkClockSkew(facts, machine),
        checkLastTick({ store, nextTick, clock, channel: config.slack.channel }),
      ];
      return Promise.all(checks.map(run));
    },
    whoCanAct: () => run(checkWhoCanAct(createFacts(options).slack, config.rights)),
  };
}
