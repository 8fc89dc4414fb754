import type { Actor } from '../../core/authorize.ts';
import type { Overview } from '../../operations/api.ts';
import type { Deps } from '../deps.ts';
import { explain, explanationMessage } from '../explain.ts';
import { command } from '../ids.ts';
import type { Interaction, PrivateMessage } from '../interaction.ts';
import type { CommandAck, Listen } from '../listen.ts';
import { openByName } from '../modals/by-name.ts';
import { openCreate } from '../modals/create.ts';
import { openDoctor } from '../modals/doctor.ts';
import { openList } from '../modals/list.ts';
import { refusalMessage, refusalToRead } from '../rights.ts';
import { within } from '../within.ts';
import { helpMessage } from './help-message.ts';
import { menuMessage, readingMenu } from './menu-message.ts';
import { parse } from './parse.ts';

export function registerPeeringCommand(listen: Listen, deps: Deps): void {
  listen.command(command, async (it, text, ack) => {
    const parsed = parse(text);
    switch (parsed.command) {
      case 'menu':
        return answerMenu(deps, it, ack);
      case 'help':
        return answerHelp(deps, it, ack, parsed);
      case 'create':
        await ack();
        return openCreate(deps, it);
      case 'doctor':
        await ack();
        return openDoctor(deps, it);
      case 'list':
        await ack();
        return openList(deps, it, { search: parsed.rest });
      default:
        await ack();
        if (parsed.rest === '') return openList(deps, it, {});
        return openByName(deps, it, parsed.command, parsed.rest);
    }
  });
}

/** How long the acknowledgement waits for what is not known yet; Slack gives up after 3 s. */
const ANSWER_WITHIN_MS = 1000;

/** Answered inside the acknowledgement, from memory where it can be; where reading takes long, it follows. */
async function answerMenu(deps: Deps, it: Interaction, ack: CommandAck): Promise<void> {
  const { operations, directory } = deps;
  const known = directory.known(it.userId, it.teamId);
  const overview = known && operations.overview();
  if (known && overview) return ack(menuFor(deps, known, overview));

  const reading = readMenu(deps, it);
  const quick = await within(ANSWER_WITHIN_MS, reading);
  if (quick) return ack(quick);
  await ack(readingMenu());
  await it.respond?.({ ...(await reading), replaceOriginal: true });
}

function menuFor({ rights }: Deps, actor: Actor, overview: Overview): PrivateMessage {
  const refusal = refusalToRead(actor);
  if (refusal) return refusalMessage(refusal);
  return menuMessage(overview, { readOnly: rights.operators.length + rights.approvers.length === 0 });
}

/** Who may what, and whom to ask, is for those who may read. */
async function answerHelp(deps: Deps, it: Interaction, ack: CommandAck, help: Help): Promise<void> {
  const actor = await within(ANSWER_WITHIN_MS, deps.directory.actor(it.userId, it.teamId));
  const refusal = actor && refusalToRead(actor);
  const told = 'unknown' in help ? misunderstood(help) : undefined;
  return ack(refusal ? refusalMessage(refusal) : helpMessage(deps.rights, told));
}

/** Never throws: what could not be read is said. */
async function readMenu(deps: Deps, it: Interaction): Promise<PrivateMessage> {
  const { operations, directory } = deps;
  try {
    const actor = await directory.actor(it.userId, it.teamId);
    await operations.ready();
    const overview = operations.overview();
    return overview ? menuFor(deps, actor, overview) : readingMenu();
  } catch (error) {
    it.log.error({ error }, 'the menu could not be filled');
    return explanationMessage(explain(error, it.ref));
  }
}

type Help = Extract<ReturnType<typeof parse>, { command: 'help' }>;

function misunderstood({ unknown = '', meant }: Help) {
  return unknown === '' ? undefined : { unknown, ...(meant && { meant }) };
}
