/** A refusal of the sandbox, in its own words. */
export class Refused extends Error {
  /** 0 when nobody answered. */
  readonly status: number;
  constructor(sentence: string, status: number) {
    super(sentence);
    this.status = status;
  }
}

/** GET without `body`, POST with one. Rejects with `Refused` when the server says no or is away. */
export async function fetchJson<T>(path: string, body?: unknown): Promise<T> {
  const request: RequestInit = { cache: 'no-store' };
  if (body !== undefined) {
    request.method = 'POST';
    request.headers = { 'content-type': 'application/json' };
    request.body = JSON.stringify(body);
  }
  const response = await fetch(path, request).catch(() => undefined);
  if (!response) throw new Refused('The sandbox does not answer. Is it still running?', 0);
  const answer = (await response.json().catch(() => undefined)) as unknown;
  if (response.ok) return answer as T;
  throw new Refused(
    readError(answer) ?? `The sandbox answered ${path} with status ${response.status}.`,
    response.status,
  );
}

function readError(answer: unknown): string | undefined {
  if (typeof answer !== 'object' || answer === null || !('error' in answer)) return undefined;
  return typeof answer.error === 'string' ? answer.error : undefined;
}
