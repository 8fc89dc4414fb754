import { useState } from 'preact/hooks';
import type { PeeringRow, Turn } from './world-state.ts';

interface PeeringControlsProps {
  peerings: PeeringRow[];
  turn: Turn;
}

const most = 12;
const order = ['PENDING', 'CREATING', 'ACTIVE', 'DELETING', 'FAILED', 'EXPIRED', 'DELETED'];

/** The customer's side of each peering: what somebody does in the AWS or Google Cloud console. */
export function PeeringControls({ peerings, turn }: PeeringControlsProps) {
  const [search, setSearch] = useState('');
  const wanted = search.trim().toLowerCase();
  const found = peerings
    .filter((one) => JSON.stringify(one.spec).toLowerCase().includes(wanted))
    .sort((one, other) => order.indexOf(one.info.state) - order.indexOf(other.info.state));

  return (
    <section>
      <h3>
        Peerings <span class="count">{peerings.length}</span>
      </h3>
      {peerings.length > most && (
        <input
          type="search"
          aria-label="Search peerings"
          placeholder="Search peerings"
          value={search}
          onInput={(event) => setSearch(event.currentTarget.value)}
        />
      )}
      {peerings.length === 0 && <p class="world-none">Yugabyte has no peering yet.</p>}
      <ul class="world-list">
        {found.slice(0, most).map((peering) => (
          <Peering key={peering.info.id} peering={peering} turn={turn} />
        ))}
      </ul>
      {found.length > most && <p class="world-none">{found.length - most} more: search for them.</p>}
    </section>
  );
}

interface Handle {
  act: 'accept' | 'reject' | 'delete';
  label: string;
}

function Peering({ peering, turn }: { peering: PeeringRow; turn: Turn }) {
  const { name, customer_vpc: vpc } = peering.spec;
  const { state, yugabyte_vpc_name } = peering.info;
  return (
    <li data-peering={name}>
      <p class="world-name">
        <strong>{name}</strong>
        <span class={`state state-${state.toLowerCase()}`}>{state}</span>
      </p>
      <p class="world-note">
        {vpc.cloud_info.code} · {vpc.external_vpc_id} · {yugabyte_vpc_name}
      </p>
      <div class="world-buttons">
        {handlesOf(peering).map(({ act, label }) => (
          <button
            type="button"
            class={`button button-small${act === 'accept' ? ' button-primary' : ''}`}
            key={act}
            aria-label={`${label}: ${name}`}
            onClick={() => void turn('world', { peering: name, do: act })}
          >
            {label}
          </button>
        ))}
      </div>
    </li>
  );
}

/** What the console of that cloud offers in that state. */
function handlesOf({ spec, info }: PeeringRow): Handle[] {
  const isGcp = spec.customer_vpc.cloud_info.code === 'GCP';
  if (info.state === 'PENDING') {
    if (isGcp) return [{ act: 'accept', label: 'Create the mirror peering' }];
    return [
      { act: 'accept', label: 'Accept in the cloud console' },
      { act: 'reject', label: 'Reject in the cloud console' },
    ];
  }
  if (info.state !== 'ACTIVE') return [];
  return [{ act: 'delete', label: isGcp ? 'Delete the mirror peering' : 'Delete in the cloud console' }];
}
