/** One call of the API, before account and project are filled in. */
export interface ApiRequest {
  method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  /** Template below `/api/public/v1`, e.g. `/accounts/{account}/projects/{project}/vpc-peerings/{peering}`. */
  path: string;
  params?: Record<string, string>;
  query?: Record<string, string | number>;
  body?: unknown;
  /** The digest of what was read before, '' where nothing was: the same once more need not be parsed. */
  seen?: string;
  /** What is being done, as the beginning of a sentence: "Reading the peerings". */
  doing: string;
}

/** Where a request goes below the API's root, every value encoded. */
export function requestTarget({ path, params = {}, query = {} }: ApiRequest): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => {
    const value = params[name];
    if (!value) throw new TypeError(`${path} needs ${name}`);
    return encodeURIComponent(value);
  });
  const search = new URLSearchParams();
  for (const [key, value] of Object.entries(query)) search.set(key, String(value));
  return search.size > 0 ? `${filled}?${search}` : filled;
}
