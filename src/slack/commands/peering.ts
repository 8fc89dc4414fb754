import type { Deps } from '../deps.ts';
import { explain, explanationMessage } from '../explain.ts';
import { command } from '../ids.ts';
import type { Interaction } from '../interaction.ts';
import type { CommandAck, Listen } from '../listen.ts';
import { openByName } from '../modals/by-name.ts';
import { openCreate } from '../modals/create.ts';
import { openList } from '../modals/list.ts';
import { refusalMessage, refusalToRead } from '../rights.ts';
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
        return ack(helpMessage(deps.rights, 'unknown' in parsed ? misunderstood(parsed) : undefined));
      case 'create':
        await ack();
        return openCreate(deps, it);
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

/** Answered inside the acknowledgement when everything is known; else with a placeholder that is replaced. */
async function answerMenu(deps: Deps, it: Interaction, ack: CommandAck): Promise<void> {
  const { operations, directory } = deps;
  const known = directory.known(it.userId, it.teamId);
  const overview = known && operations.overview();
  if (known && overview) {
    const refusal = refusalToRead(known);
    return ack(refusal ? refusalMessage(refusal) : menuMessage(overview));
  }
  await ack(readingMenu());
  await it.respond?.({ ...(await slowMenu(deps, it)), replaceOriginal: true });
}

async function slowMenu({ operations, directory }: Deps, it: Interaction) {
  try {
    const refusal = refusalToRead(await directory.actor(it.userId, it.teamId));
    if (refusal) return refusalMessage(refusal);
    await operations.ready();
    const overview = operations.overview();
    return overview ? menuMessage(overview) : readingMenu();
  } catch (error) {
    it.log.error({ error }, 'the menu could not be filled');
    return explanationMessage(explain(error, it.ref));
  }
}

function misunderstood({ unknown = '', meant }: Extract<ReturnType<typeof parse>, { command: 'help' }>) {
  return unknown === '' ? undefined : { unknown, ...(meant && { meant }) };
}
