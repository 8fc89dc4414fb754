import type { TextObject } from '@slack/types';
import { ElementView, type WireElement } from '../elements/element-view.tsx';
import { TextObjectView } from '../text/text-object.tsx';
import type { WireBlock } from './blocks.tsx';
import { FieldContext } from './field.ts';
import { plainField } from './plain-field.ts';
import { useSurface } from './surface.ts';

export interface WireSection extends WireBlock {
  text?: TextObject;
  fields?: TextObject[];
  accessory?: WireElement;
}

export function SectionBlock({ block }: { block: WireSection }) {
  const surface = useSurface();
  return (
    <div class="section">
      <div class="section-words">
        {block.text && <TextObjectView text={block.text} />}
        {block.fields && (
          <div class="section-fields">
            {block.fields.map((field, index) => (
              <div class="section-field" key={index}>
                <TextObjectView text={field} />
              </div>
            ))}
          </div>
        )}
      </div>
      {block.accessory && (
        <div class="section-accessory">
          <FieldContext.Provider value={plainField(block, surface)}>
            <ElementView element={block.accessory} />
          </FieldContext.Provider>
        </div>
      )}
    </div>
  );
}
