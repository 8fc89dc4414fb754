import { useEffect, useState } from 'preact/hooks';
import type { Turn } from './world-state.ts';

interface ClockControlsProps {
  clock: { ms: number };
  turn: Turn;
}

const jumps = [
  { label: '+1 h', advance: '1h' },
  { label: '+26 h', advance: '26h' },
  { label: '+7 d', advance: '7d' },
];

export function ClockControls({ clock, turn }: ClockControlsProps) {
  const [custom, setCustom] = useState('');
  const now = useTicking(clock.ms);
  const advance = (span: string) => turn('clock', { advance: span });

  return (
    <section>
      <h3>Clock</h3>
      <p class="clock">
        <span class="clock-time">{show(now, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })}</span>
        <span class="clock-date">
          {show(now, { weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' })}
        </span>
      </p>
      <div class="world-buttons">
        {jumps.map((jump) => (
          <button
            type="button"
            class="button button-small"
            key={jump.advance}
            onClick={() => void advance(jump.advance)}
          >
            {jump.label}
          </button>
        ))}
        <form
          class="clock-custom"
          onSubmit={async (event) => {
            event.preventDefault();
            if (custom.trim() && (await advance(custom.trim()))) setCustom('');
          }}
        >
          <input
            type="text"
            aria-label="Turn the clock by"
            placeholder="e.g. 90m"
            value={custom}
            onInput={(event) => setCustom(event.currentTarget.value)}
          />
          <button type="submit" class="button button-small">
            Turn
          </button>
        </form>
      </div>
    </section>
  );
}

/** Goes on by itself between two readings. */
function useTicking(ms: number): number {
  const [shown, setShown] = useState(ms);
  useEffect(() => {
    const from = performance.now();
    setShown(ms);
    const timer = setInterval(() => setShown(ms + performance.now() - from), 1000);
    return () => clearInterval(timer);
  }, [ms]);
  return shown;
}

function show(ms: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat('en-GB', options).format(ms);
}
