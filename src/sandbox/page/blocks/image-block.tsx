import { PlainText } from '../text/text-object.tsx';
import type { WireBlock } from './blocks.tsx';
import { Picture, type WirePicture } from './picture.tsx';

export interface WireImage extends WireBlock, WirePicture {
  title?: { text: string };
}

export function ImageBlock({ block }: { block: WireImage }) {
  return (
    <figure>
      {block.title && (
        <figcaption>
          <PlainText text={block.title} />
        </figcaption>
      )}
      <Picture image={block} />
    </figure>
  );
}
