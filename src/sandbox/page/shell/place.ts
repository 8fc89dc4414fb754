import type { ClientState, PersonaName } from '../../slack/client-api.ts';

/** Where a persona is looking. */
export interface Place {
  channel: string;
  /** The app's channel has two tabs. */
  tab: 'home' | 'messages';
  thread?: string;
}

/** Kept for as long as the page is open, so that a persona is found where it was left. */
const places = new Map<PersonaName, Place>();

export function recallPlace(as: PersonaName, state: ClientState): Place {
  const known = places.get(as);
  if (known && (known.channel === appPlace || state.channels.some((one) => one.id === known.channel)))
    return known;
  const wanted = new URLSearchParams(location.search).get('channel')?.replace(/^#/, '');
  const named = state.channels.find((one) => one.id === wanted || one.name === wanted);
  const open = state.channels.filter((one) => one.kind === 'channel' || one.kind === 'private');
  const first = named ?? open.find((one) => one.botIsMember && !one.archived) ?? open[0] ?? state.channels[0];
  return { channel: first?.id ?? appPlace, tab: 'messages' };
}

export function keepPlace(as: PersonaName, place: Place) {
  places.set(as, place);
}

/** Stands for the app where the workspace has no channel of kind `app`. */
export const appPlace = 'app';

/** The conversation with the app, if the persona has one. */
export function appChannelId(state: ClientState): string {
  return state.channels.find((one) => one.kind === 'app')?.id ?? appPlace;
}
