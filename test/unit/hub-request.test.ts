import { describe, expect, test } from 'vitest';
import { leaseSecondsOf, parseHubRequest } from '../../shared/domain/hub-request.ts';

const rules = { baseUrl: 'https://wire.example', urlRules: { allowLoopback: false } };
const right = {
  'hub.mode': 'subscribe',
  'hub.topic': 'https://wire.example/feeds/rss.xml',
  'hub.callback': 'https://reader.example/push?for=7',
};
const parse = (differs: Record<string, string> = {}) =>
  parseHubRequest(new URLSearchParams({ ...right, ...differs }), rules);
const refusal = (differs: Record<string, string>) => {
  const parsed = parse(differs);
  return parsed.ok ? undefined : parsed.error;
};

test('a request is read, with the usual lease and no secret where it names none', () => {
  expect(parse()).toEqual({
    ok: true,
    value: {
      ...{ mode: 'subscribe', topic: '/feeds/rss.xml', callback: right['hub.callback'] },
      ...{ secret: undefined, leaseSeconds: 864_000 },
    },
  });
  expect(parse({ 'hub.mode': 'unsubscribe', 'hub.secret': 's' })).toMatchObject({
    value: { mode: 'unsubscribe', secret: 's' },
  });
});

test.each([
  ['0', 300],
  ['299', 300],
  ['300', 300],
  ['301', 301],
  ['2592000', 2_592_000],
  ['2592001', 2_592_000],
  ['', leaseSecondsOf.usual],
])('a lease of %j is %d s', (asked, given) => {
  expect(parse({ 'hub.lease_seconds': asked })).toMatchObject({ value: { leaseSeconds: given } });
});

describe('it is refused', () => {
  test.each([
    ['hub.mode', '', /subscribe or unsubscribe/],
    ['hub.mode', 'Subscribe', /subscribe or unsubscribe/],
    ['hub.topic', '', /missing/],
    ['hub.topic', 'https://wire.example/', /feed of ours.*self/],
    ['hub.callback', '', /missing/],
    ['hub.callback', 'gopher://reader.example/', /http:\/\/ or https:\/\//],
    ['hub.callback', 'http://reader.example:8080/', /port 80, 443 or 8443/],
    ['hub.callback', 'http://localhost/', /public/],
    ['hub.secret', 'x'.repeat(200), /less than 200 bytes/],
    ['hub.secret', 'é'.repeat(100), /less than 200 bytes/],
    ['hub.lease_seconds', '1.5', /number of seconds/],
    ['hub.lease_seconds', '10 days', /number of seconds/],
    ['hub.lease_seconds', '9'.repeat(16), /number of seconds/],
  ])('for %s of %j', (parameter, value, detail) => {
    expect(refusal({ [parameter]: value })).toEqual({ parameter, detail: expect.stringMatching(detail) });
  });

  test.each(Object.keys({ ...right, 'hub.secret': '', 'hub.lease_seconds': '' }))('for %s twice', (name) => {
    const form = new URLSearchParams({ ...right, 'hub.secret': 's', 'hub.lease_seconds': '600' });
    form.append(name, form.get(name) ?? '');
    expect(parseHubRequest(form, rules)).toMatchObject({
      error: { parameter: name, detail: expect.stringContaining('more than once') },
    });
  });
});

test('a callback may be on plain HTTP, and a secret may have 199 bytes', () => {
  for (const port of ['', ':80', ':443', ':8443'])
    expect(parse({ 'hub.callback': `http://reader.example${port}/push` })).toMatchObject({ ok: true });
  expect(parse({ 'hub.secret': 'x'.repeat(199) })).toMatchObject({ value: { secret: 'x'.repeat(199) } });
});

test('a callback of the embedded runtime may be on this machine', () => {
  const form = new URLSearchParams({ ...right, 'hub.callback': 'http://127.0.0.1:8787/push' });
  expect(parseHubRequest(form, { ...rules, urlRules: { allowLoopback: true } })).toMatchObject({ ok: true });
  expect(parseHubRequest(form, rules)).toMatchObject({ ok: false });
});

test('what is not ours to know is ignored, however often it comes', () => {
  const form = new URLSearchParams([...Object.entries(right), ['hub.verify', 'sync'], ['hub.verify', 'async']]);
  expect(parseHubRequest(form, rules)).toMatchObject({ ok: true });
});
