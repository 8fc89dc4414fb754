import type { ClientChannel } from '../../slack/client-api.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { Mrkdwn } from '../text/text-object.tsx';
import { Icon } from './icons.tsx';

interface ChannelHeadProps {
  channel: ClientChannel;
  onMenu: () => void;
}

export function ChannelHead({ channel, onMenu }: ChannelHeadProps) {
  const { state } = useWorkspace();
  const isChannel = channel.kind === 'channel' || channel.kind === 'private';
  return (
    <header class="head">
      <MenuButton onMenu={onMenu} />
      <h1>
        {isChannel && <Icon name={channel.kind === 'private' ? 'lock' : 'hash'} />}
        {channel.name}
      </h1>
      {channel.topic && (
        <div class="head-topic">
          <Mrkdwn text={channel.topic} />
        </div>
      )}
      {channel.archived && <span class="tag">archived</span>}
      {isChannel && !channel.botIsMember && <span class="tag">{state.app.name} is not a member</span>}
    </header>
  );
}

/** Opens the channel list where the window is too narrow to show it always. */
export function MenuButton({ onMenu }: { onMenu: () => void }) {
  return (
    <button type="button" class="icon-button menu-button" aria-label="Show channels" onClick={onMenu}>
      <Icon name="menu" />
    </button>
  );
}
