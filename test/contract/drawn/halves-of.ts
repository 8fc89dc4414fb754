/** Of a network whose prefix is 24 or longer. */
export function halvesOf(cidr: string): [lower: string, upper: string] {
  const [address = '', prefix = ''] = cidr.split('/');
  const bytes = address.split('.');
  const last = Number(bytes.pop());
  const half = 2 ** (31 - Number(prefix));
  const at = (byte: number) => `${[...bytes, byte].join('.')}/${Number(prefix) + 1}`;
  return [at(last), at(last + half)];
}
