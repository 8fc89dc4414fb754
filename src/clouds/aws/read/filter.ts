import { chunks } from '../../../core/chunks.ts';

/** EC2 takes 200 values of a filter. https://docs.aws.amazon.com/AWSEC2/latest/APIReference/API_Filter.html */
const MOST_VALUES = 200;

/** What reading each group gives, together. */
export async function inChunks<Item>(
  ids: readonly string[],
  read: (group: string[]) => Promise<Item[]>,
): Promise<Item[]> {
  const all = await Promise.all(chunks(ids, MOST_VALUES).map(read));
  return all.flat();
}

export const vpcFilter = (vpcIds: string[]) => [{ Name: 'vpc-id', Values: vpcIds }];

/** The value of the tag `Name`. */
export function nameTag(tags: { Key?: string | undefined; Value?: string | undefined }[] | undefined) {
  const name = tags?.find(({ Key }) => Key === 'Name')?.Value;
  return name ? { name } : {};
}
