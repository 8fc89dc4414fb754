/** The words of a cloud's reason stand inside sentences, and at the beginning of one. */
export const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
