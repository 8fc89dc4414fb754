import { closest, distance } from 'fastest-levenshtein';

/** Only for suggestions: a region of a later date is accepted by its form. */
const REGIONS = [
  'af-south-1',
  ...[
    'ap-east-1',
    'ap-east-2',
    'ap-northeast-1',
    'ap-northeast-2',
    'ap-northeast-3',
    'ap-south-1',
    'ap-south-2',
  ],
  ...[
    'ap-southeast-1',
    'ap-southeast-2',
    'ap-southeast-3',
    'ap-southeast-4',
    'ap-southeast-5',
    'ap-southeast-6',
  ],
  ...[
    'ap-southeast-7',
    'ca-central-1',
    'ca-west-1',
    'eu-central-1',
    'eu-central-2',
    'eu-north-1',
    'eu-south-1',
  ],
  ...['eu-south-2', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'il-central-1', 'me-central-1', 'me-south-1'],
  ...['mx-central-1', 'sa-east-1', 'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2'],
];

const FORM =
  /^(af|ap|ca|cn|eu|il|me|mx|sa|us|us-gov)-(north|south|east|west|central|northeast|northwest|southeast|southwest)-\d$/;

export function isAwsRegion(text: string): boolean {
  return FORM.test(text);
}

/** The region that was probably meant. */
export function nearestAwsRegion(text: string): string | undefined {
  const tidy = text
    .trim()
    .toLowerCase()
    .replace(/[\s_]+/g, '-');
  const zone = tidy.replace(/(\d)[a-z]$/, '$1');
  if (isAwsRegion(zone)) return zone;
  const best = closest(zone, REGIONS);
  return distance(zone, best) <= 3 ? best : undefined;
}
