import { useEffect, useMemo, useState } from 'preact/hooks';
import { type ChoiceGroup, filterGroups } from './choice.ts';
import type { Suggestions } from './suggestions.ts';

interface Suggested {
  groups: ChoiceGroup[];
  hint: string | undefined;
}

const quiet = 200;
const none: ChoiceGroup[] = [];

/** The choices for what is typed, and what to say when there are none. */
export function useSuggestions(source: Suggestions, query: string, open: boolean): Suggested {
  const fromApp = useAppSuggestions(source, query, open);
  const groups = source.kind === 'here' ? source.groups : none;
  const signature = JSON.stringify(groups);
  const here = useMemo(() => filterGroups(groups, query), [signature, query]);
  if (source.kind === 'app') return fromApp;
  return { groups: here, hint: here.some((group) => group.choices.length > 0) ? undefined : 'No match.' };
}

function useAppSuggestions(source: Suggestions, query: string, open: boolean): Suggested {
  const [suggested, setSuggested] = useState<Suggested>({ groups: none, hint: undefined });
  const minLength = source.kind === 'app' ? source.minLength : undefined;

  useEffect(() => {
    if (source.kind !== 'app' || !open) return;
    if (query.length < source.minLength) {
      const missing = source.minLength - query.length;
      const more = `Type ${missing} more ${missing === 1 ? 'character' : 'characters'} to search.`;
      setSuggested({ groups: none, hint: more });
      return;
    }
    let stale = false;
    setSuggested((before) => ({ groups: before.groups, hint: 'Searching…' }));
    const timer = setTimeout(
      async () => {
        const groups = await source.ask(query);
        if (!stale) setSuggested(wordAnswer(groups));
      },
      query === '' ? 0 : quiet,
    );
    return () => {
      stale = true;
      clearTimeout(timer);
    };
  }, [minLength, query, open]);

  return suggested;
}

function wordAnswer(groups: ChoiceGroup[] | undefined): Suggested {
  if (!groups) return { groups: none, hint: 'The app did not answer in time.' };
  const any = groups.some((group) => group.choices.length > 0);
  return { groups, hint: any ? undefined : 'No match.' };
}
