import type { TextObject } from '@slack/types';
import { TextObjectView } from '../text/text-object.tsx';
import type { WireBlock } from './blocks.tsx';
import { Picture, type WirePicture } from './picture.tsx';

type ContextElement = TextObject | (WirePicture & { type: 'image' });

export interface WireContext extends WireBlock {
  elements?: ContextElement[];
}

export function ContextBlock({ block }: { block: WireContext }) {
  return (
    <div class="context">
      {(block.elements ?? []).map((element, index) => (
        <div class="context-element" key={index}>
          {element.type === 'image' ? <Picture image={element} small /> : <TextObjectView text={element} />}
        </div>
      ))}
    </div>
  );
}
