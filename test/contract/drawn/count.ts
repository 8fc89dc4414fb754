export type Counts = Record<string, number>;

export function count(into: Counts, what: string): void {
  into[what] = (into[what] ?? 0) + 1;
}
