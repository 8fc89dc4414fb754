import { useEffect, useState } from 'preact/hooks';
import { useTell } from '../live/tell.ts';

/** Preformatted text with a button that copies it. */
export function CodeBox({ text }: { text: string }) {
  const [copied, setCopied] = useState(false);
  const tell = useTell();

  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1600);
    return () => clearTimeout(timer);
  }, [copied]);

  async function copy() {
    try {
      await navigator.clipboard.writeText(text);
      setCopied(true);
      tell('Copied');
    } catch {
      tell('The browser does not let this page copy. Select the text instead.', 'trouble');
    }
  }

  return (
    <div class="code-box">
      <pre>
        <code>{text}</code>
      </pre>
      <button type="button" class="copy" aria-label={copied ? 'Copied' : 'Copy'} onClick={copy}>
        {copied ? 'Copied' : 'Copy'}
      </button>
    </div>
  );
}
