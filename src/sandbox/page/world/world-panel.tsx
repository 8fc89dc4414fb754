import { Icon } from '../shell/icons.tsx';
import { AwsConsole } from './aws-console.tsx';
import { ClockControls } from './clock-controls.tsx';
import { ClusterControls } from './cluster-controls.tsx';
import { FaultControls } from './fault-controls.tsx';
import { GcpConsole } from './gcp-console.tsx';
import { PeeringControls } from './peering-controls.tsx';
import { ScenarioControls } from './scenario-controls.tsx';
import { useWorld } from './use-world.ts';

/** What happens outside of Slack, and the handles to make it happen. */
export function WorldPanel({ onClose }: { onClose: () => void }) {
  const { world, turn, turning } = useWorld();
  return (
    <aside class="world" id="world" aria-label="World" aria-busy={turning} data-area>
      <header class="world-head">
        <h2>World</h2>
        <p>Everything around the workspace</p>
        <button type="button" class="icon-button" aria-label="Close the world panel" onClick={onClose}>
          <Icon name="close" />
        </button>
        {turning && <span class="progress" />}
      </header>
      {world ? (
        <div class="world-body">
          <ClockControls clock={world.clock} turn={turn} />
          <PeeringControls peerings={world.yugabyte.peerings} turn={turn} />
          <AwsConsole aws={world.aws} peerings={world.yugabyte.peerings} turn={turn} />
          <GcpConsole gcp={world.gcp} peerings={world.yugabyte.peerings} turn={turn} />
          <ClusterControls
            clusters={world.yugabyte.clusters}
            allowLists={world.yugabyte.allowLists}
            turn={turn}
          />
          <FaultControls faults={world.faults} turn={turn} />
          <ScenarioControls current={world.scenario} turn={turn} />
          <p class="world-foot">
            <a href="/coverage" target="_blank" rel="noopener">
              What the simulators cover
            </a>
          </p>
        </div>
      ) : (
        <p class="empty">Looking at the world…</p>
      )}
    </aside>
  );
}
