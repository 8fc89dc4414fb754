import type { PersonaName } from '../../slack/client-api.ts';

export const personas: PersonaName[] = ['operator', 'approver', 'viewer', 'guest'];

interface PersonaSwitcherProps {
  as: PersonaName;
  onSwitch: (as: PersonaName) => void;
}

/** Whom one plays. */
export function PersonaSwitcher({ as, onSwitch }: PersonaSwitcherProps) {
  return (
    <fieldset class="personas">
      <legend>You are</legend>
      {personas.map((persona) => (
        <label key={persona} class={persona === as ? 'is-chosen' : undefined}>
          <input
            type="radio"
            name="persona"
            value={persona}
            checked={persona === as}
            onChange={() => onSwitch(persona)}
          />
          {persona}
        </label>
      ))}
    </fieldset>
  );
}
