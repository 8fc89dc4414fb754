/** Lines of HCL attributes with their signs below each other, as `terraform fmt` has them; what is absent is left out. */
export function attributes(
  indent: number,
  pairs: readonly (readonly [name: string, value: string | undefined])[],
): string[] {
  const there = pairs.filter(([, value]) => value !== undefined);
  const width = Math.max(...there.map(([name]) => name.length));
  return there.map(([name, value]) => `${' '.repeat(indent)}${name.padEnd(width)} = ${value}`);
}
