import { useEffect, useState } from 'preact/hooks';
import type { PersonaName } from '../slack/client-api.ts';
import { TellContext } from './live/tell.ts';
import { Icon } from './shell/icons.tsx';
import { PersonaSwitcher, personas } from './shell/persona-switcher.tsx';
import { PersonaWorkspace } from './shell/persona-workspace.tsx';
import { Toasts } from './shell/toasts.tsx';
import { useSayings } from './shell/use-sayings.ts';
import { useStored } from './shell/use-stored.ts';
import { WorldPanel } from './world/world-panel.tsx';

/** The sandbox: above, whom one plays; left, the workspace as that person sees it; right, the world around it. */
export function App() {
  const [as, setAs] = useState<PersonaName>(readPersona);
  const [world, setWorld] = useStored('world', innerWidth >= 1000);
  const { sayings, say } = useSayings();

  useEffect(() => {
    document.addEventListener('keydown', jumpByF6);
    return () => document.removeEventListener('keydown', jumpByF6);
  }, []);

  function switchTo(persona: PersonaName) {
    const url = new URL(location.href);
    url.searchParams.set('as', persona);
    history.replaceState(null, '', url);
    setAs(persona);
  }

  return (
    <TellContext.Provider value={say}>
      <div class={`page${world ? ' has-world' : ''}`}>
        <header class="topbar" data-area>
          <span class="brand">
            <svg viewBox="0 0 24 24" aria-hidden="true">
              <circle cx="8.5" cy="12" r="5" />
              <circle cx="15.5" cy="12" r="5" />
            </svg>
            Sandbox
          </span>
          <PersonaSwitcher as={as} onSwitch={switchTo} />
          <button
            type="button"
            class="world-toggle"
            aria-expanded={world}
            aria-controls="world"
            onClick={() => setWorld(!world)}
          >
            <Icon name="globe" /> World
          </button>
        </header>
        <PersonaWorkspace key={as} as={as} />
        {world && <WorldPanel onClose={() => setWorld(false)} />}
        <Toasts sayings={sayings} />
      </div>
    </TellContext.Provider>
  );
}

function readPersona(): PersonaName {
  const wanted = new URLSearchParams(location.search).get('as');
  return personas.find((persona) => persona === wanted) ?? 'operator';
}

/** Where F6 lands in an area, the most useful first. */
const landings = ['[role=alertdialog]', '[role=dialog]', 'textarea', 'input:checked', 'button'];

/** F6 goes round the areas of the page, also out of a modal. */
function jumpByF6(event: KeyboardEvent) {
  if (event.key !== 'F6') return;
  event.preventDefault();
  const areas = [...document.querySelectorAll<HTMLElement>('[data-area]')];
  const at = areas.findIndex((area) => area.contains(document.activeElement));
  const step = event.shiftKey ? -1 : 1;
  const next = areas[(at + step + areas.length) % areas.length];
  const inside = landings.flatMap((landing) => [...(next?.querySelectorAll<HTMLElement>(landing) ?? [])]);
  inside.find((element) => !element.closest('[inert]'))?.focus();
}
