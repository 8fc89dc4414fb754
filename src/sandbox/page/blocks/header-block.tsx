import { PlainText } from '../text/text-object.tsx';
import type { WireBlock } from './blocks.tsx';
import { Heading } from './heading.tsx';

export interface WireHeader extends WireBlock {
  text?: { text: string; emoji?: boolean };
  level?: number;
}

export function HeaderBlock({ block }: { block: WireHeader }) {
  return (
    <Heading level={block.level ?? 1}>
      <PlainText text={block.text ?? { text: '' }} />
    </Heading>
  );
}
