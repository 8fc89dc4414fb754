/** A quoted HCL string without interpolation: https://developer.hashicorp.com/terraform/language/expressions/strings */
export function hclString(text: string): string {
  const quoted = JSON.stringify(text.replace(/\p{Cc}/gu, ' '));
  return quoted.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
}

/** A name for a Terraform resource, made from a peering's name. */
export function hclName(peeringName: string): string {
  return `peering_${peeringName.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`.replace(/_+$/, '');
}

/** The same for several things of one kind: those that look alike are numbered. */
export function hclNames(names: readonly string[]): string[] {
  const taken = new Set<string>();
  return names.map((name) => {
    const label = hclName(name);
    let free = label;
    for (let number = 2; taken.has(free); number++) free = `${label}_${number}`;
    taken.add(free);
    return free;
  });
}
