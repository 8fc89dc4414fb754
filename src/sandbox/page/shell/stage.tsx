import { useEffect, useState } from 'preact/hooks';
import { useTell } from '../live/tell.ts';
import { useNews } from '../live/use-news.ts';
import { useWorkspace } from '../live/workspace-context.ts';
import { Conversation } from '../messages/conversation.tsx';
import { ThreadPane } from '../messages/thread-pane.tsx';
import { AppHead } from './app-head.tsx';
import { AppHome } from './app-home.tsx';
import { ChannelHead } from './channel-head.tsx';
import { appChannelId, keepPlace, type Place, recallPlace } from './place.ts';
import { Sidebar } from './sidebar.tsx';

/** Channel list, conversation and thread: what lies under the modals. */
export function Stage() {
  const { state, call } = useWorkspace();
  const tell = useTell();
  const as = state.me.persona ?? 'operator';
  const [place, setPlace] = useState<Place>(() => recallPlace(as, state));
  const [drawer, setDrawer] = useState(false);
  const channel = state.channels.find((one) => one.id === place.channel);
  const isApp = place.channel === appChannelId(state);
  const onHome = isApp && place.tab === 'home';

  useNews(state, place.channel, tell);

  useEffect(() => {
    document.title = `${channel?.name ?? state.app.name} · ${state.me.realName} · ${state.team.name}`;
  }, [channel?.name, state.me.realName, state.team.name]);

  // What is looked at is read, also what arrives while one looks.
  const isNew = !onHome && channel !== undefined && channel.unread + channel.mentions > 0;
  useEffect(() => {
    if (channel && !onHome) void call('open-channel', { channel: channel.id });
  }, [channel?.id, onHome, isNew]);
  useEffect(() => {
    if (onHome) void call('open-home', {});
  }, [onHome]);

  function go(next: Place) {
    keepPlace(as, next);
    setPlace(next);
    setDrawer(false);
  }

  function open(channelId: string) {
    go({
      channel: channelId,
      tab: channelId === appChannelId(state) && state.app.homeTabEnabled ? 'home' : 'messages',
    });
  }

  const { thread, ...unthreaded } = place;
  return (
    <div class={`stage-grid${thread ? ' has-thread' : ''}${drawer ? ' has-drawer' : ''}`}>
      <Sidebar place={place} onOpen={open} />
      {drawer && (
        <button
          type="button"
          class="drawer-shade"
          aria-label="Hide channels"
          onClick={() => setDrawer(false)}
        />
      )}
      <main class="main">
        {isApp ? (
          <AppHead
            tab={place.tab}
            hasMessages={channel !== undefined}
            onTab={(tab) => go({ ...unthreaded, tab })}
            onMenu={() => setDrawer(true)}
          />
        ) : (
          channel && <ChannelHead channel={channel} onMenu={() => setDrawer(true)} />
        )}
        {onHome && <AppHome />}
        {!onHome && channel && (
          <Conversation channel={channel} onThread={(ts) => go({ ...place, thread: ts })} />
        )}
        {!channel && !isApp && <p class="empty">There is no channel here.</p>}
      </main>
      {thread && channel && <ThreadPane channel={channel} ts={thread} onClose={() => go(unthreaded)} />}
    </div>
  );
}
