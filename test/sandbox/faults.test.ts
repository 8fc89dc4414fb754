import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createFaults, type FaultSpec } from '../../src/sandbox/faults.ts';
import { startYugabyte, type Yugabyte } from './yugabyte/start-yugabyte.ts';

describe('faults', () => {
  it('hit as often as they say, in the order they were added', () => {
    const faults = createFaults();
    faults.add({ target: 'slack', kind: 'hang' });
    faults.add({ target: 'yugabyte', kind: 'status', status: 500, times: 2 });
    faults.add({ target: 'yugabyte', kind: 'html', times: 'always' });
    const kinds = Array.from({ length: 5 }, () => faults.next('yugabyte')?.kind);
    expect(kinds).toEqual(['status', 'status', 'html', 'html', 'html']);
    expect(faults.next('slack')?.kind).toBe('hang');
    expect(faults.next('slack')).toBeUndefined();
    expect(faults.list()).toEqual([{ target: 'yugabyte', kind: 'html', times: 'always' }]);
    faults.clear();
    expect(faults.next('yugabyte')).toBeUndefined();
  });

  it('hit only the calls they match', () => {
    const faults = createFaults();
    faults.add({ target: 'yugabyte', kind: 'hang', match: { method: 'post', path: '/vpc-peerings' } });
    const call = (method: string, path: string) => faults.next('yugabyte', { method, path })?.kind;
    expect(call('GET', '/a/vpc-peerings')).toBeUndefined();
    expect(call('POST', '/a/allow-lists')).toBeUndefined();
    expect(call('POST', '/a/vpc-peerings')).toBe('hang');
    expect(call('POST', '/a/vpc-peerings')).toBeUndefined();
  });
});

describe('a faulty Yugabyte API', () => {
  let yugabyte: Yugabyte;
  beforeEach(async () => {
    yugabyte = await startYugabyte();
  });
  afterEach(() => yugabyte.stop());

  const list = { name: 'app', description: '', allow_list: ['172.25.0.0/16'] };
  const add = (spec: Omit<FaultSpec, 'target'>) => yugabyte.faults.add({ target: 'yugabyte', ...spec });
  const lists = () => yugabyte.simulator.state().allowLists.map((row) => row.spec.name);

  it('answers with a status instead of doing what was asked', async () => {
    add({ kind: 'status', status: 429, retryAfter: 7 });
    const answer = await yugabyte.post('/allow-lists', list);
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([429, '7']);
    expect(answer.json).toEqual({ error: { detail: 'Too many requests', status: 429 } });
    expect(lists()).not.toContain('app');
    expect((await yugabyte.post('/allow-lists', list)).status).toBe(200);
  });

  it('says the exact words for which ybm advises to log in again', async () => {
    add({ kind: 'status', status: 401 });
    expect((await yugabyte.get('/vpcs')).json.error.detail).toBe('JWT has expired');
  });

  it('answers with a page', async () => {
    add({ kind: 'html' });
    const answer = await yugabyte.get('/vpcs');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([502, 'text/html; charset=utf-8']);
  });

  it('does it and loses the answer', async () => {
    add({ kind: 'lost-answer' });
    await expect(yugabyte.post('/allow-lists', list)).rejects.toThrow();
    expect(lists()).toContain('app');
    expect(yugabyte.simulator.effects()).toEqual({ 'create-allow-list': 1 });
    expect(yugabyte.journal.calls().at(-1)).toMatchObject({ method: 'POST', statuses: { none: 1 } });
  });

  it('is late', async () => {
    add({ kind: 'delay', ms: 1000, match: { method: 'POST' } });
    const order: string[] = [];
    const late = yugabyte.post('/allow-lists', list).then(() => order.push('late'));
    await yugabyte.get('/vpcs').then(() => order.push('soon'));
    await late;
    expect(order).toEqual(['soon', 'late']);
    expect(lists()).toContain('app');
  });

  it('never answers', async () => {
    add({ kind: 'hang' });
    // AbortSignal.timeout may be collected as garbage before it is over, and never aborts then.
    const giveUp = new AbortController();
    setTimeout(() => giveUp.abort(new Error('timeout')), 150);
    const { signal } = giveUp;
    const headers = { authorization: 'Bearer local-key' };
    const call = fetch(`${yugabyte.origin}${yugabyte.project}/vpcs`, { signal, headers });
    await expect(call).rejects.toThrow(/timeout/);
    expect((await yugabyte.get('/vpcs')).status).toBe(200);
  });
});
