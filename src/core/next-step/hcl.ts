/** A quoted HCL string without interpolation: https://developer.hashicorp.com/terraform/language/expressions/strings */
export function hclString(text: string): string {
  const quoted = JSON.stringify(text.replace(/\p{Cc}/gu, ' '));
  return quoted.replaceAll('${', () => '$${').replaceAll('%{', '%%{');
}

/** A name for a Terraform resource, made from a peering's name. */
export function hclName(peeringName: string): string {
  return `peering_${peeringName.toLowerCase().replace(/[^a-z0-9]+/g, '_')}`.replace(/_+$/, '');
}
