import { useEffect } from 'preact/hooks';
import { useWorkspace } from '../live/workspace-context.ts';
import { Modal } from './modal.tsx';

/** The stack of open views over the workspace; only the top one can be used. */
export function ModalLayer({ covered }: { covered: boolean }) {
  const { state, call } = useWorkspace();
  const { views } = state;
  const top = views.at(-1);

  useEffect(() => {
    if (!top || covered) return;
    /** Escape also counts when the focus is nowhere. */
    function onKeyDown(event: KeyboardEvent) {
      if (event.key !== 'Escape' || event.defaultPrevented || document.activeElement !== document.body)
        return;
      event.preventDefault();
      if (top) void call('close', { view: top.id, all: false });
    }
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [top?.id, covered]);

  if (!top) return null;
  return (
    <div class="modal-layer" inert={covered}>
      {views.map((view, index) => (
        <Modal key={view.id} open={view} depth={views.length - 1 - index} pushed={index > 0} />
      ))}
    </div>
  );
}
