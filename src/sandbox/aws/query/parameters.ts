import { AwsError } from './aws-error.ts';

/** The flat names of the Query protocol: `VpcId.1`, `Filter.1.Value.2`, `EnableDnsSupport.Value`. */
export type Parameters = Record<string, string>;

export function requireParameter(parameters: Parameters, name: string): string {
  const value = parameters[name];
  if (value) return value;
  throw new AwsError('MissingParameter', `The request must contain the parameter ${name}`);
}

/** `name.1`, `name.2`, … */
export function readList(parameters: Parameters, name: string): string[] {
  return readStructures(parameters, name).flatMap((one) => one[''] ?? []);
}

/** `name.1.…`, `name.2.…`, each with what follows the number; `''` for nothing. */
export function readStructures(parameters: Parameters, name: string): Parameters[] {
  const found = new Map<number, Parameters>();
  for (const [key, value] of Object.entries(parameters)) {
    if (!key.startsWith(`${name}.`)) continue;
    const [number = '', ...rest] = key.slice(name.length + 1).split('.');
    if (!/^\d+$/.test(number)) continue;
    const one = found.get(Number(number)) ?? {};
    one[rest.join('.')] = value;
    found.set(Number(number), one);
  }
  return [...found].sort(([one], [other]) => one - other).map(([, one]) => one);
}

/** `undefined` where it is not said. */
export function readFlag(parameters: Parameters, name: string): boolean | undefined {
  const value = parameters[name]?.toLowerCase();
  if (value === undefined) return undefined;
  if (value === 'true' || value === 'false') return value === 'true';
  throw new AwsError(
    'InvalidParameterValue',
    `Value (${value}) for parameter ${name} is invalid. Must be true or false`,
  );
}
