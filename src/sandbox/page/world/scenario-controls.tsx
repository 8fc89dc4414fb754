import { useEffect, useState } from 'preact/hooks';
import { fetchJson } from '../live/fetch-json.ts';
import type { Turn } from './world-state.ts';

interface Scenario {
  name: string;
  description: string;
}

export function ScenarioControls({ current, turn }: { current: string; turn: Turn }) {
  const [scenarios, setScenarios] = useState<Scenario[]>([]);

  useEffect(() => {
    fetchJson<Scenario[]>('/sandbox/scenarios')
      .then(setScenarios)
      .catch(() => setScenarios([]));
  }, []);

  return (
    <section>
      <h3>Scenarios</h3>
      <p class="world-none">Begin again with a fresh world:</p>
      <ul class="world-list">
        {scenarios.map(({ name, description }) => (
          <li key={name}>
            <p class="world-name">
              <strong>{name}</strong>
              {name === current && <span class="state">now</span>}
            </p>
            <p class="world-note">{description}</p>
            <div class="world-buttons">
              <button
                type="button"
                class="button button-small"
                aria-label={`Begin again with ${name}`}
                onClick={() => void turn('reset', { scenario: name })}
              >
                Begin again
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}
