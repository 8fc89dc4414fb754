import { Blocks } from '../blocks/blocks.tsx';
import { useWorkspace } from '../live/workspace-context.ts';

/** What the app published for this person. */
export function AppHome() {
  const { state } = useWorkspace();
  const { home } = state;
  if (!home) {
    return <p class="empty">{state.app.name} has not published a Home for you yet.</p>;
  }
  const blocks = Array.isArray(home.view.blocks) ? home.view.blocks : [];
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: scrolled with the arrow keys.
    <section class="home" aria-label={`Home of ${state.app.name}`} tabIndex={0}>
      <div class="home-inner">
        {home.trouble && <div class="alert alert-error">{home.trouble}</div>}
        <Blocks
          blocks={blocks}
          surface={{ container: { view: home.id }, values: home.values, errors: home.errors, prefix: 'home' }}
        />
      </div>
    </section>
  );
}
