import type { TextObject } from '@slack/types';
import { TextObjectView } from '../text/text-object.tsx';
import type { WireBlock } from './blocks.tsx';

export interface WireAlert extends WireBlock {
  text?: TextObject;
  level?: string;
}

const levels: Record<string, string> = {
  info: 'Information',
  warning: 'Warning',
  error: 'Error',
  success: 'Success',
};

export function AlertBlock({ block }: { block: WireAlert }) {
  const level = block.level ?? 'default';
  const name = levels[level];
  return (
    <div class={`alert alert-${level}`} role={level === 'error' ? 'alert' : 'note'}>
      {name && <span class="sr-only">{name}: </span>}
      {block.text && <TextObjectView text={block.text} />}
    </div>
  );
}
