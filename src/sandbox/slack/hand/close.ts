import type { Context } from '../context.ts';
import { deliver } from '../delivery/deliver.ts';
import { clearModals, closeModal, stackOf, wireView } from '../modals.ts';
import type { User, View } from '../state.ts';
import { envelope } from './payloads.ts';
import { openView } from './submit.ts';

/** Closes a modal by its close button, or the whole stack: by its ×, or where `clear_on_close` asks for that. */
export async function close(context: Context, user: User, viewId: string, byCross: boolean) {
  const view = openView(context, user, viewId);
  const all = byCross || view.definition.clear_on_close === true;
  const gone = all ? [...stackOf(context, user.id)].reverse() : [view];
  if (all) clearModals(context, user.id);
  else closeModal(context, view);
  await Promise.all(gone.map((one) => tell(context, user, one, all)));
}

/** Nobody waits for the app's answer here. */
async function tell(context: Context, user: User, view: View, isCleared: boolean) {
  if (view.definition.notify_on_close !== true) return;
  const inputs = new Set(
    view.definition.blocks.filter((block) => block.type === 'input').map((block) => block.block_id),
  );
  const values = Object.fromEntries(Object.entries(view.values).filter(([blockId]) => !inputs.has(blockId)));
  await deliver(context, 'interactive', {
    ...envelope(context, user, 'view_closed'),
    view: { ...wireView(context, view), state: { values } },
    is_cleared: isCleared,
  });
}
