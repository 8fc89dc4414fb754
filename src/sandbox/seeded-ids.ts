import { createHash } from 'node:crypto';

/** The same ids in the same order for the same seed, so that a world can be made twice. */
export interface SeededIds {
  /** A version 4 UUID. */
  uuid(): string;
  /** Lower-case hex digits, at most 64. */
  hex(length: number): string;
  /** Lower-case letters and digits that start with a letter, at most 32. */
  word(length: number): string;
}

export function createSeededIds(seed: string): SeededIds {
  let count = 0;
  const digest = () => {
    count += 1;
    return createHash('sha256').update(`${seed}:${count}`).digest();
  };
  return {
    uuid() {
      const bytes = digest().subarray(0, 16);
      bytes[6] = ((bytes[6] ?? 0) % 16) | 0x40;
      bytes[8] = ((bytes[8] ?? 0) % 64) | 0x80;
      const hex = bytes.toString('hex');
      return [8, 12, 16, 20, 32]
        .map((end, index, ends) => hex.slice(index === 0 ? 0 : ends[index - 1], end))
        .join('-');
    },
    hex: (length) => digest().toString('hex').slice(0, length),
    word(length) {
      const letters = [...digest()].map((byte) => (byte % 36).toString(36)).join('');
      return `n${letters}`.slice(0, length);
    },
  };
}
