export type Xml = string | number | boolean | undefined | Xml[] | { [name: string]: Xml };

/** A list becomes `<item>`s, as EC2 writes them; what is `undefined` is left out. */
export function toXml(name: string, value: Xml): string {
  if (value === undefined) return '';
  return `<${name}>${contentOf(value)}</${name}>`;
}

function contentOf(value: Exclude<Xml, undefined>): string {
  if (Array.isArray(value)) return value.map((one) => toXml('item', one)).join('');
  if (typeof value !== 'object') return escapeText(String(value));
  return Object.entries(value)
    .map(([name, one]) => toXml(name, one))
    .join('');
}

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };
const escapeText = (text: string) => text.replace(/[&<>]/g, (sign) => entities[sign] ?? sign);

/** The same as the `aws` command prints it: other names than on the wire, here and there. */
export function toJson(value: Xml): unknown {
  if (Array.isArray(value)) return value.map(toJson);
  if (typeof value !== 'object') return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, one]) =>
      one === undefined ? [] : [[names[name] ?? capitalised(name), toJson(one)]],
    ),
  );
}

const capitalised = (name: string) => name.charAt(0).toUpperCase() + name.slice(1);

const names: Record<string, string> = {
  tagSet: 'Tags',
  routeSet: 'Routes',
  associationSet: 'Associations',
  propagatingVgwSet: 'PropagatingVgws',
  entrySet: 'Entries',
  default: 'IsDefault',
  groupDescription: 'Description',
  groups: 'UserIdGroupPairs',
};
