import { AwsError } from './aws-error.ts';
import { type Parameters, readList } from './parameters.ts';

/**
 * The part of `all` that a call is shown. `idList`: the parameter that names things one by one, which EC2 does not take
 * together with `MaxResults`.
 */
export function page<T>(
  parameters: Parameters,
  all: T[],
  { idList, least = 5, most = 1000 }: { idList: string; least?: number; most?: number },
): { items: T[]; nextToken?: string } {
  const { MaxResults, NextToken } = parameters;
  if (MaxResults !== undefined && readList(parameters, idList).length > 0)
    throw new AwsError(
      'InvalidParameterCombination',
      `The parameter ${idList} cannot be used with the parameter MaxResults`,
    );
  const size = MaxResults === undefined ? most : Number(MaxResults);
  if (!Number.isInteger(size) || size < least || size > most)
    throw new AwsError(
      'InvalidParameterValue',
      `Value ( ${MaxResults} ) for parameter maxResults is invalid. Expecting a value between ${least} and ${most}.`,
    );
  const start = NextToken ? readToken(NextToken) : 0;
  const end = start + size;
  return { items: all.slice(start, end), ...(end < all.length && { nextToken: writeToken(end) }) };
}

const writeToken = (at: number) => Buffer.from(`from:${at}`).toString('base64url');

function readToken(token: string): number {
  const found = /^from:(\d+)$/.exec(Buffer.from(token, 'base64url').toString());
  if (!found) throw new AwsError('InvalidNextToken', 'The specified NextToken is not valid');
  return Number(found[1]);
}
