import { useState } from 'preact/hooks';

export interface WirePicture {
  image_url?: string;
  slack_file?: { url?: string };
  alt_text?: string;
}

/** An image, or its alternative text where it cannot be had. */
export function Picture({ image, small = false }: { image: WirePicture; small?: boolean }) {
  const [failed, setFailed] = useState(false);
  const url = image.image_url ?? image.slack_file?.url ?? '';
  const alt = image.alt_text ?? '';
  const isWeb = URL.canParse(url) && /^https?:$/.test(new URL(url).protocol);
  if (!isWeb || failed) {
    return (
      <span class={`picture-missing${small ? ' is-small' : ''}`} role="img" aria-label={alt} title={alt}>
        {small ? '' : alt}
      </span>
    );
  }
  return (
    <img
      class={small ? 'picture-small' : 'picture'}
      src={url}
      alt={alt}
      referrerpolicy="no-referrer"
      onError={() => setFailed(true)}
    />
  );
}
