import { describe, expect, test } from 'vitest';
import { newsroom } from '../../samples/revision.ts';
import { useApi } from './open-api.ts';

describe('GET /v1/newsroom', () => {
  const open = useApi();

  test('tells anybody who publishes, what may be chosen, and what is agreed to', async () => {
    const { call, deps } = await open();
    await deps.directory.list([
      { facet: 'topic#transport', label: 'Transport' },
      { facet: 'edition#albany', label: 'Albany' },
      { facet: 'edition#new-york', label: 'new-york' },
      { facet: 'rating#false', label: 'False' },
    ]);
    const { status, body, headers } = await call('GET', '/v1/newsroom', { key: null });
    expect(status).toBe(200);
    expect(headers['cache-control']).toBe('public, max-age=60');
    expect(body).toMatchObject({
      name: newsroom.name,
      ratingScales: newsroom.ratingScales,
      topics: [{ slug: 'transport', label: 'Transport' }],
      editions: [
        { slug: 'albany', label: 'Albany' },
        { slug: 'new-york', label: 'New York' },
      ],
      texts: {
        consent: newsroom.texts.consent,
        hours: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19],
      },
    });
  });

  test('tells nothing of budgets, prices and the sender', async () => {
    const { call } = await open();
    const { body } = await call('GET', '/v1/newsroom', { key: null });
    expect(JSON.stringify(body)).not.toMatch(/budget|price|sender|retention/i);
  });
});

describe('whoever polls', () => {
  const open = useApi();

  test('gets an answer again only where it changed', async () => {
    const { call, deps, clock } = await open();
    const first = await call('GET', '/v1/newsroom');
    const etag = String(first.headers['etag']);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    const again = await call('GET', '/v1/newsroom', { headers: { 'if-none-match': `W/${etag}` } });
    expect(again).toMatchObject({ status: 304, headers: { etag, 'cache-control': 'public, max-age=60' } });
    expect(again.body).toBeUndefined();
    await deps.directory.list([{ facet: 'topic#health', label: 'Health' }]);
    expect((await call('GET', '/v1/newsroom')).headers['etag']).toBe(etag);
    clock.advance(60_000);
    const changed = await call('GET', '/v1/newsroom', { headers: { 'if-none-match': etag } });
    expect(changed.status).toBe(200);
    expect(changed.headers['etag']).not.toBe(etag);
  });

  test('is refused as before with a wrong key, whatever they have', async () => {
    const { call } = await open();
    const { status } = await call('GET', '/v1/rulings', { key: 'rwk_wrong', headers: { 'if-none-match': '*' } });
    expect(status).toBe(401);
  });
});
