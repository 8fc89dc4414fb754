import type { Turn, WorldState } from './world-state.ts';

interface ClusterControlsProps {
  clusters: WorldState['yugabyte']['clusters'];
  allowLists: WorldState['yugabyte']['allowLists'];
  turn: Turn;
}

const most = 12;

export function ClusterControls({ clusters, allowLists, turn }: ClusterControlsProps) {
  if (clusters.length === 0) return null;
  const listsOf = (id: string) =>
    allowLists
      .filter((list) => list.info.cluster_list.some((cluster) => cluster.id === id))
      .map((list) => list.spec.name);

  return (
    <section>
      <h3>
        Clusters <span class="count">{clusters.length}</span>
      </h3>
      <ul class="world-list">
        {clusters.slice(0, most).map(({ spec, info }) => (
          <Cluster key={info.id} name={spec.name} lists={listsOf(info.id)} turn={turn} />
        ))}
      </ul>
      {clusters.length > most && <p class="world-none">and {clusters.length - most} more</p>}
    </section>
  );
}

function Cluster({ name, lists, turn }: { name: string; lists: string[]; turn: Turn }) {
  return (
    <li>
      <p class="world-name">
        <strong>{name}</strong>
      </p>
      <p class="world-note">
        {lists.length > 0
          ? `Allow ${lists.length === 1 ? 'list' : 'lists'}: ${lists.join(', ')}`
          : 'No allow list'}
      </p>
      {lists.length > 0 && (
        <div class="world-buttons">
          <button
            type="button"
            class="button button-small"
            aria-label={`Remove allow ${lists.length === 1 ? 'list' : 'lists'}: ${name}`}
            onClick={() => void turn('world', { cluster: name, do: 'remove-allow-lists' })}
          >
            Remove allow {lists.length === 1 ? 'list' : 'lists'}
          </button>
        </div>
      )}
    </li>
  );
}
