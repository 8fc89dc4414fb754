/** Makes text of others fit to be shown: one line, short, nothing in it that looks like a key. */
export type Mask = (text: string) => string;

const longest = 200;
const masked = '[masked]';

export function createMask(secret: string): Mask {
  return (text) => {
    const clean = text
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .replaceAll(secret, masked)
      // API keys are JWTs; docs show them beginning with `eyJ`.
      .replace(/eyJ[\w.~+/=-]*/g, masked)
      .replace(/\bbearer\s+\S+/gi, masked)
      .trim();
    return clean.length > longest ? `${clean.slice(0, longest - 1)}…` : clean;
  };
}
