import type { Fault, Turn } from './world-state.ts';

interface FaultControlsProps {
  faults: Fault[];
  turn: Turn;
}

const offered: { label: string; fault: object }[] = [
  { label: 'Yugabyte slow (10 s)', fault: { target: 'yugabyte', kind: 'delay', ms: 10_000, times: 3 } },
  { label: 'Yugabyte 500', fault: { target: 'yugabyte', kind: 'status', status: 500, times: 3 } },
  { label: 'Yugabyte 429', fault: { target: 'yugabyte', kind: 'status', status: 429, times: 3 } },
  { label: 'Yugabyte answer lost', fault: { target: 'yugabyte', kind: 'lost-answer', times: 1 } },
  { label: 'AWS 503', fault: { target: 'aws', kind: 'status', status: 503, times: 3 } },
  { label: 'AWS hangs', fault: { target: 'aws', kind: 'hang', times: 3 } },
  { label: 'GCP 503', fault: { target: 'gcp', kind: 'status', status: 503, times: 3 } },
  { label: 'GCP answer lost', fault: { target: 'gcp', kind: 'lost-answer', times: 1 } },
  { label: 'Slack 429', fault: { target: 'slack', kind: 'status', status: 429, times: 3 } },
];

/** What goes wrong with the next calls of the bot. */
export function FaultControls({ faults, turn }: FaultControlsProps) {
  return (
    <section>
      <h3>Faults</h3>
      <p class="world-none">For the next calls of the bot:</p>
      <div class="world-buttons">
        {offered.map(({ label, fault }) => (
          <button
            type="button"
            class="button button-small"
            key={label}
            onClick={() => void turn('faults', fault)}
          >
            {label}
          </button>
        ))}
      </div>
      {faults.length > 0 && (
        <>
          <ul class="world-faults">
            {faults.map((fault, index) => (
              <li key={index}>{wordFault(fault)}</li>
            ))}
          </ul>
          <button
            type="button"
            class="button button-small"
            onClick={() => void turn('faults', { clear: true })}
          >
            Clear faults
          </button>
        </>
      )}
    </section>
  );
}

function wordFault({ target, kind, status, ms, times }: Fault): string {
  const what =
    { status: String(status), delay: `${(ms ?? 0) / 1000} s late`, 'lost-answer': 'answer lost' }[kind] ??
    kind;
  const left = times === 'always' ? 'always' : `${times} ${times === 1 ? 'call' : 'calls'} left`;
  return `${target}: ${what}, ${left}`;
}
