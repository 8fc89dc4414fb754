import { useWorkspace } from '../live/workspace-context.ts';
import { Avatar } from './avatar.tsx';
import { MenuButton } from './channel-head.tsx';
import type { Place } from './place.ts';

interface AppHeadProps {
  tab: Place['tab'];
  hasMessages: boolean;
  onTab: (tab: Place['tab']) => void;
  onMenu: () => void;
}

const names = { home: 'Home', messages: 'Messages' };

export function AppHead({ tab, hasMessages, onTab, onMenu }: AppHeadProps) {
  const { state } = useWorkspace();
  const tabs = (['home', 'messages'] as const).filter((one) =>
    one === 'home' ? state.app.homeTabEnabled : hasMessages,
  );
  return (
    <header class="head head-app">
      <MenuButton onMenu={onMenu} />
      <Avatar user={state.users.find((one) => one.id === state.app.botUserId)} small />
      <h1>{state.app.name}</h1>
      <nav class="tabs" aria-label={`Tabs of ${state.app.name}`}>
        {tabs.map((one) => (
          <button
            type="button"
            key={one}
            aria-current={one === tab ? 'page' : undefined}
            onClick={() => onTab(one)}
          >
            {names[one]}
          </button>
        ))}
      </nav>
    </header>
  );
}
