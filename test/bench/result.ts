/** One row of the bench. `holds`: whether the value is within the bound. */
export interface Result {
  name: string;
  value: number;
  unit: string;
  bound: string;
  holds: boolean;
}

export function result(name: string, value: number, unit: string, bound: string, holds: boolean): Result {
  return { name, value: Math.round(value * 1000) / 1000, unit, bound, holds };
}

export function ratio(name: string, value: number, most: number): Result {
  return result(name, value, 'ratio', `<= ${most}`, value <= most);
}

export function median(numbers: number[]): number {
  return quantile(numbers, 0.5);
}

export function quantile(numbers: number[], part: number): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length * part)] ?? Number.NaN;
}
