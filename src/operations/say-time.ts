/** "12:03 UTC". */
export const sayTime = (at: number): string => `${new Date(at).toISOString().slice(11, 16)} UTC`;
