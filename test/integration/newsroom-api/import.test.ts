import { expect, test } from 'vitest';
import * as z from 'zod';
import { draftInput } from '../../samples/ruling-draft.ts';
import { type Answer, committed, pageOf, problemOf, useApi } from './open-api.ts';

const open = useApi();

const publishedAt = '2019-05-01T09:00:00.000Z';
const line = (slug: string, differs: Record<string, unknown> = {}): string =>
  JSON.stringify(draftInput({ slug, publishedAt, ...differs }));

const answerSchema = z.strictObject({
  items: z.array(
    z.strictObject({
      line: z.int(),
      outcome: z.enum(['imported', 'skipped', 'refused']),
      rulingId: z.string().optional(),
      errors: z.array(z.strictObject({ pointer: z.string(), detail: z.string() })).optional(),
    }),
  ),
});
const itemsOf = ({ status, body }: Answer) => {
  expect(status).toBe(200);
  return answerSchema.parse(body).items;
};
/** Line and outcome of each, as `1 imported`. */
const outcomesOf = (answer: Answer): string[] => itemsOf(answer).map(({ line, outcome }) => `${line} ${outcome}`);

test('each line is a ruling, published when it says; its event is in the log and tells nobody', async () => {
  const { call, rulings, clock } = await open();
  const lines = Array.from({ length: 30 }, (_, at) =>
    line(`old-${at}`, { publishedAt: new Date(Date.parse(publishedAt) + at * 86_400_000).toISOString() }),
  );
  const items = itemsOf(await call('POST', '/v1/import', { body: lines.join('\n') }));
  expect(items.map(({ line, outcome }) => [line, outcome])).toEqual(lines.map((_, at) => [at + 1, 'imported']));

  const events = await rulings.eventsAfter(0, 100);
  expect(events.map(({ rulingId }) => rulingId)).toEqual(items.map(({ rulingId }) => rulingId));
  const now = new Date(clock.now()).toISOString().slice(0, 10);
  for (const { origin, texts, type, timestamp } of events)
    expect([origin, texts, type, timestamp.slice(0, 10)]).toEqual(['import', 'none', 'ruling.published', now]);

  const read = await call('GET', `/v1/rulings/${items[0]?.rulingId}`);
  expect(read.body).toMatchObject({ ...draftInput({ slug: 'old-0', publishedAt }), texts: 'none' });
  expect(read.body).toMatchObject({ changedAt: publishedAt, updatedAt: events[0]?.timestamp });
  // the newest publication is on top, and what is published today above all of them
  const { ruling } = committed(await call('POST', '/v1/rulings', { body: draftInput() }));
  const newest = (await rulings.newest('all', 3)).map(({ id }) => id);
  expect(newest).toEqual([ruling.id, items[29]?.rulingId, items[28]?.rulingId]);
});

test('many rulings go into one transaction', async () => {
  const { call, deps } = await open();
  const { commitTogether } = deps.rulings;
  const counts: number[] = [];
  Object.assign(deps.rulings, {
    commitTogether: async (...args: Parameters<typeof commitTogether>) => {
      const outcome = await commitTogether(...args);
      counts.push(outcome.kind === 'committed' ? outcome.count : 0);
      return outcome;
    },
  });
  const body = Array.from({ length: 25 }, (_, at) => line(`old-${at}`)).join('\n');
  expect(itemsOf(await call('POST', '/v1/import', { body }))).toHaveLength(25);
  expect(counts).toEqual([9, 9, 7]);
  await call('POST', '/v1/import', { body });
  expect(counts).toHaveLength(3);
});

test('a ruling of today is not texted', async () => {
  const { call, rulings, clock } = await open();
  const today = new Date(clock.now()).toISOString();
  const body = [line('one', { publishedAt: today }), line('two', { publishedAt: today, texts: 'none' })].join('\n');
  expect(outcomesOf(await call('POST', '/v1/import', { body }))).toEqual(['1 imported', '2 imported']);
  expect((await rulings.eventsAfter(0, 2)).map(({ texts }) => texts)).toEqual(['none', 'none']);
});

test('a ruling of the future stands where its import puts it', async () => {
  const { call, clock } = await open();
  const items = itemsOf(
    await call('POST', '/v1/import', { body: line('one', { publishedAt: '2100-01-01T00:00:00Z' }) }),
  );
  const { body } = await call('GET', `/v1/rulings/${items[0]?.rulingId}`);
  expect(body).toMatchObject({ changedAt: new Date(clock.now()).toISOString() });
});

test('HTML is made harmless, and what is too large is refused by itself', async () => {
  const { call, rulings } = await open();
  const bodyHtml = '<p onclick="x()">Text<script>alert(1)</script></p>';
  const topics = Array.from({ length: 20 }, (_, at) => `topic-${at}`);
  const body = [
    line('html', { bodyHtml }),
    line('bytes', { bodyHtml: 'x'.repeat(300_001) }),
    line('facets', { topics, editions: topics }),
    line('last'),
  ].join('\n');
  const items = itemsOf(await call('POST', '/v1/import', { body }));
  expect(items.map(({ outcome, errors }) => [outcome, errors?.map(({ pointer }) => pointer)])).toEqual([
    ['imported', undefined],
    ['refused', ['/bodyHtml']],
    ['refused', ['/topics']],
    ['imported', undefined],
  ]);
  expect((await call('GET', `/v1/rulings/${items[0]?.rulingId}`)).body).toMatchObject({ bodyHtml: '<p>Text</p>' });
  expect(await rulings.lastSequence()).toBe(2);
});

test('the same lines again are skipped, and lines that are new among them are not', async () => {
  const { call, rulings } = await open();
  const first = itemsOf(await call('POST', '/v1/import', { body: [line('one'), line('two')].join('\n') }));
  await call('POST', '/v1/rulings', { body: draftInput({ slug: 'three', externalId: 'cms-3' }) });
  const body = [
    line('zero'),
    line('one', { headline: 'Otherwise' }),
    line('two'),
    line('three'),
    line('other', { externalId: 'cms-3' }),
    line('four'),
  ].join('\n');
  const again = itemsOf(await call('POST', '/v1/import', { body }));
  expect(again.map(({ outcome }) => outcome)).toEqual([
    ...['imported', 'skipped', 'skipped', 'skipped', 'skipped', 'imported'],
  ]);
  expect([again[1]?.rulingId, again[2]?.rulingId]).toEqual(first.map(({ rulingId }) => rulingId));
  expect(again[4]?.rulingId).toBe(again[3]?.rulingId);
  expect((await rulings.eventsAfter(0, 10)).map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
});

test('of two lines with one slug or one external id the second is refused, and says for whom', async () => {
  const { call } = await open();
  const body = [
    line('one'),
    line('one'),
    line('two', { externalId: 'cms-1' }),
    line('three', { externalId: 'cms-1' }),
    line('three', { rating: 'no such' }),
    line('three'),
  ].join('\n');
  const items = itemsOf(await call('POST', '/v1/import', { body }));
  expect(items.map(({ outcome }) => outcome)).toEqual([
    ...['imported', 'refused', 'imported', 'refused', 'refused', 'imported'],
  ]);
  expect(items[1]?.errors).toEqual([{ pointer: '/slug', detail: `is the slug of ${items[0]?.rulingId}` }]);
  expect(items[3]?.errors).toEqual([{ pointer: '/externalId', detail: `is the externalId of ${items[2]?.rulingId}` }]);
});

test('a bad line refuses itself alone, and names every wrong field', async () => {
  const { call } = await open();
  const without = (...names: string[]) =>
    JSON.stringify(
      Object.fromEntries(
        Object.entries(draftInput({ slug: 'one', publishedAt })).filter(([name]) => !names.includes(name)),
      ),
    );
  const bad: [text: string, pointers: string[]][] = [
    ['{"slug":', ['']],
    ['secret', ['']],
    ['[]', ['']],
    ['null', ['']],
    ['"text"', ['']],
    [`[${line('one')}]`, ['']],
    [`${line('one')} ${line('two')}`, ['']],
    ['{}', ['/slug', '/publishedAt', '/url', '/headline', '/claim', '/rating']],
    [without('publishedAt'), ['/publishedAt']],
    [line('one', { publishedAt: null, texts: 'immediate' }), ['/publishedAt', '/texts']],
    [line('one', { texts: 'digest' }), ['/texts']],
    [
      line('Not A Slug', { publishedAt: '2019-02-30T00:00:00Z', url: 'javascript:x', 'a/b': 1 }),
      [...['/slug', '/publishedAt', '/url', '/a~1b']],
    ],
    [
      line('one', { claim: { text: '', claimant: { name: 'A', slug: 'a', kind: 'robot' } } }),
      [...['/claim/text', '/claim/claimant/kind']],
    ],
    [line('one', { scale: 'truth-o-meter', rating: 'no such' }), ['/rating']],
    [line('one', { translationOf: 'rul_01JD4Z00000000000000000009' }), ['/translationOf']],
    [line('one', { headline: 'caf\uFFFD' }), ['']],
  ];
  const body = bad.flatMap(([text], at) => [text, line(`good-${at}`)]).join('\n');
  const answer = await call('POST', '/v1/import', { body });
  const items = itemsOf(answer);
  expect(JSON.stringify(answer.body)).not.toContain('secret');
  expect(items.map(({ line }) => line)).toEqual(bad.flatMap((_, at) => [at * 2 + 1, at * 2 + 2]));
  for (const [at, [text, pointers]] of bad.entries()) {
    const named = items[at * 2]?.errors?.map(({ pointer }) => pointer);
    expect(named?.toSorted(), text).toEqual(pointers.toSorted());
    expect(items[at * 2 + 1]?.outcome, text).toBe('imported');
  }
});

test('of a line with very many wrong fields fifty are named, and how many there are beside', async () => {
  const { call } = await open();
  const unknown = Object.fromEntries(Array.from({ length: 60 }, (_, at) => [`field${at}`, 1]));
  const [item] = itemsOf(await call('POST', '/v1/import', { body: line('one', unknown) }));
  expect(item?.errors).toHaveLength(51);
  expect(item?.errors?.at(-1)).toEqual({ pointer: '', detail: 'and 10 more' });
});

test('blank lines are passed over and counted; line ends and a byte order mark do not matter', async () => {
  const { call } = await open();
  const body = `\uFEFF${line('one')}\r\n\r\n   \n${line('two')}\n\n`;
  expect(outcomesOf(await call('POST', '/v1/import', { body }))).toEqual(['1 imported', '4 imported']);
  for (const nothing of ['', '\n\n'])
    expect(outcomesOf(await call('POST', '/v1/import', { body: nothing }))).toEqual([]);
});

test('500 lines are taken and 501 are not, blank ones aside', async () => {
  const { call, rulings } = await open();
  const bad = Array.from({ length: 500 }, () => '{}').join('\n\n');
  expect(itemsOf(await call('POST', '/v1/import', { body: bad }))).toHaveLength(500);
  const many = await call('POST', '/v1/import', { body: [...Array(500).fill('{}'), line('one')].join('\n') });
  expect(problemOf(many)).toEqual({ status: 413, kind: 'too-many-lines', pointers: [''] });
  expect(await rulings.lastSequence()).toBe(0);
});

test('3 MB are taken and a byte more is not, counted in bytes', async () => {
  const { call, rulings } = await open();
  const padded = (bytes: number) => {
    const rest = Buffer.byteLength(line('one', { note: '' }));
    return line('one', { note: `${'é'.repeat(1000)}${'x'.repeat(bytes - rest - 2000)}` });
  };
  expect(outcomesOf(await call('POST', '/v1/import', { body: padded(3_000_000) }))).toEqual(['1 refused']);
  const large = await call('POST', '/v1/import', { body: padded(3_000_001) });
  expect(problemOf(large)).toEqual({ status: 413, kind: 'too-many-lines', pointers: [''] });
  expect(await rulings.lastSequence()).toBe(0);
});

test('what cannot be done in time is told with 503 and when to send it again, which goes on from there', async () => {
  const { call, rulings, clock, deps } = await open();
  const body = Array.from({ length: 40 }, (_, at) => line(`old-${at}`)).join('\n');
  const { commitTogether } = deps.rulings;
  const slow = Object.assign(deps.rulings, {
    commitTogether: async (...args: Parameters<typeof commitTogether>) => {
      clock.advance(8_000);
      return commitTogether(...args);
    },
  });
  const answer = await call('POST', '/v1/import', { body });
  expect(problemOf(answer)).toEqual({ status: 503, kind: 'unfinished', pointers: [''] });
  expect(answer.headers['retry-after']).toBe('1');
  const done = await rulings.lastSequence();
  expect(done).toBeGreaterThan(0);
  expect(done).toBeLessThan(40);
  Object.assign(slow, { commitTogether });
  const again = itemsOf(await call('POST', '/v1/import', { body })).map(({ outcome }) => outcome);
  expect(again).toEqual([...Array(done).fill('skipped'), ...Array(40 - done).fill('imported')]);
  expect(await rulings.lastSequence()).toBe(40);
});

test('a translation is linked with what it translates, and many of them cost one look at it', async () => {
  const { call, rulings, deps } = await open();
  const [original] = itemsOf(await call('POST', '/v1/import', { body: line('original') }));
  const id = z.custom<`rul_${string}`>().parse(original?.rulingId);
  let looks = 0;
  const { head } = deps.rulings;
  Object.assign(deps.rulings, {
    head: (...args: Parameters<typeof head>) => {
      looks += 1;
      return head(...args);
    },
  });
  const translation = (language: string) =>
    line(`in-${language}`, { translationOf: id, language, url: `https://newsroom.example/${language}` });
  const body = ['es', 'fr', 'de'].map(translation).join('\n');
  expect(outcomesOf(await call('POST', '/v1/import', { body }))).toEqual(['1 imported', '2 imported', '3 imported']);
  expect(looks).toBe(1);
  const links = await rulings.translations([{ id, translationOf: null }]);
  expect(
    links
      .get(id)
      ?.map(({ language }) => language)
      .sort(),
  ).toEqual(['de', 'es', 'fr']);
});

test('an imported ruling is corrected like any other, and then it tells', async () => {
  const { call, rulings } = await open();
  const [item] = itemsOf(await call('POST', '/v1/import', { body: line('one') }));
  const correction = { note: 'Wrong.', changes: { rating: 'true' } };
  const ask = { body: correction, headers: { 'if-match': '"1"' } };
  const { event } = committed(await call('POST', `/v1/rulings/${item?.rulingId}/corrections`, ask));
  expect(event).toMatchObject({ origin: 'newsroom', sequence: 2 });
  expect((await rulings.newest('rating#true', 2)).map(({ id }) => id)).toEqual([item?.rulingId]);
  expect(await rulings.newest('rating#false', 2)).toEqual([]);
  const page = pageOf(await call('GET', '/v1/rulings'));
  expect(page.items).toMatchObject([{ id: item?.rulingId, publishedAt, changedAt: event['timestamp'] }]);
});

test('the log says who imported', async () => {
  const { call, rulings, newKey } = await open();
  const { key } = await newKey(['newsroom:write']);
  await call('POST', '/v1/import', { key, body: line('one') });
  expect(await rulings.event(1)).toMatchObject({ actor: { kind: 'person', name: 'Ann Lee' } });
});
