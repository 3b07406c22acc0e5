import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { firstRevision } from '../../shared/domain/revise.ts';
import { type RulingContent, rulingContentSchema } from '../../shared/domain/ruling.ts';
import { type WebhookContent, webhookBody } from '../../shared/domain/webhook-body.ts';
import { content, newsroom, note } from '../samples/revision.ts';

const act = {
  eventId: 'evt_01JD4Z00000000000000000002',
  at: '2026-11-22T15:04:05.000Z',
  actor: { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' },
} as const;

/** The message of a ruling with this content, and its bytes on the wire. */
const messageOf = (
  differs: Partial<RulingContent>,
  include: WebhookContent['endpoint']['include'] = [],
  notes: WebhookContent['revision']['notes'] = [],
) => {
  const first = firstRevision('rul_01JD4Z00000000000000000001', { ...content, ...differs }, act);
  const body = webhookBody({
    endpoint: { include },
    delivery: { previousSequence: null, supersedes: [] },
    event: { ...first.event, sequence: 1 },
    revision: { ...first.revision, sequence: 1, notes },
    newsroom,
    livemode: true,
  });
  return { bytes: Buffer.byteLength(body), data: JSON.parse(body).data };
};

const source = (number: number, title = 'Bill S1234, fiscal note'): RulingContent['sources'][number] => ({
  outlet: 'State Senate',
  title,
  url: `https://senate.example/bills/s1234/fiscal-notes/${number}`,
  archiveUrl: `https://archive.example/senate.example/bills/s1234/fiscal-notes/${number}`,
  publishedOn: '2026-10-02',
});
const sources = (count: number, title?: string) => Array.from({ length: count }, (_, number) => source(number, title));
const related = Array.from({ length: 50 }, () => 'rul_01JD4Z00000000000000000009' as const);
const article = `<p>${'We read the bill and its fiscal note. '.repeat(1000)}</p>`;

describe('a message by default', () => {
  test('is below 20 kB for the example ruling, and whole', () => {
    const example: unknown = JSON.parse(readFileSync(new URL('../../examples/ruling.json', import.meta.url), 'utf8'));
    const { bytes, data } = messageOf(
      rulingContentSchema.parse(Object.assign({ publishedAt: act.at, checkedAsOf: null }, example)),
    );
    expect(bytes).toBeLessThan(20_000);
    expect(data.omitted).toEqual([]);
  });

  test('is below 20 kB for a thorough ruling with a long article, and whole', () => {
    const thorough = {
      bodyHtml: article,
      summary: Array.from(
        { length: 6 },
        () => 'La tarifa de una línea sube un 12 por ciento; las otras seis no cambian.',
      ),
      sources: sources(25),
      related: related.slice(0, 10),
      topics: ['transport', 'state-budget', 'new-york', 'elections'],
      claim: {
        ...content.claim,
        appearances: Array.from({ length: 8 }, (_, number) => ({
          url: `https://video.example/debate/${number}`,
          archiveUrl: `https://archive.example/debate/${number}`,
        })),
      },
    };
    const { bytes, data } = messageOf(thorough, [], [note({}), note({ revision: 3 }), note({ revision: 4 })]);
    expect(bytes).toBeLessThan(20_000);
    expect(data.omitted).toEqual([]);
    expect(data.ruling.sources).toHaveLength(25);
  });

  test('leaves out the sources of a ruling that has very many, says so and keeps the rest', () => {
    const { bytes, data } = messageOf({ sources: sources(200), related });
    expect(bytes).toBeLessThan(20_000);
    expect(data.omitted).toEqual(['sources']);
    expect(data.ruling).toMatchObject({ sources: [], related, summary: content.summary });
  });

  test('is measured in bytes of UTF-8, not in characters', () => {
    const wide = messageOf({ sources: sources(20, '関'.repeat(400)) });
    const narrow = messageOf({ sources: sources(20, 'a'.repeat(400)) });
    expect(narrow.data.omitted).toEqual([]);
    expect(wide.data.omitted).toEqual(['sources']);
  });

  test('of 20 kB to the byte is too long', () => {
    const withTitle = (length: number) => messageOf({ sources: [source(1, 'a'.repeat(length))] });
    const length = 20_000 - withTitle(0).bytes;
    expect(withTitle(length - 1)).toMatchObject({ bytes: 19_999, data: { omitted: [] } });
    expect(withTitle(length).data).toMatchObject({ omitted: ['sources'], ruling: { sources: [] } });
  });

  test('of a claim that alone is longer leaves out every list it may, and goes out all the same', () => {
    const appearances = Array.from({ length: 50 }, (_, number) => ({
      url: `https://video.example/${number}/${'x'.repeat(500)}`,
      archiveUrl: null,
    }));
    const { bytes, data } = messageOf({ claim: { ...content.claim, appearances }, related }, [], [note({})]);
    expect(bytes).toBeGreaterThan(20_000);
    expect(data.omitted).toEqual(['sources', 'related', 'notes', 'summary']);
    expect(data.ruling).toMatchObject({ sources: [], related: [], notes: [], summary: [], claim: { appearances } });
  });

  test('stays below 20 kB however long its lists are, and leaves out no more of them than it must', () => {
    const lists = fc.record({
      sources: fc.nat({ max: 200 }).map((count) => sources(count)),
      related: fc.nat({ max: 50 }).map((count) => related.slice(0, count)),
      notes: fc.nat({ max: 60 }).map((count) => Array.from({ length: count }, () => note({ text: 'é'.repeat(200) }))),
      summary: fc.nat({ max: 20 }).map((count) => Array.from({ length: count }, () => 'x'.repeat(500))),
    });
    const order = ['sources', 'related', 'notes', 'summary'] as const;
    fc.assert(
      fc.property(lists, ({ notes, ...differs }) => {
        const { bytes, data } = messageOf(differs, [], notes);
        expect(bytes).toBeLessThan(20_000);
        expect(data.omitted).toEqual(order.slice(0, data.omitted.length));
        const full = { ...differs, notes };
        for (const list of order) expect(data.ruling[list]).toEqual(data.omitted.includes(list) ? [] : full[list]);
        // with the last of them it would have been too long
        const last = order[data.omitted.length - 1];
        if (last === undefined) return;
        expect(bytes + Buffer.byteLength(JSON.stringify(full[last]))).toBeGreaterThanOrEqual(20_000);
      }),
      { numRuns: 200 },
    );
  });
});

test('a message with the body is whole, however long it is', () => {
  const { bytes, data } = messageOf({ bodyHtml: article, sources: sources(200) }, ['body']);
  expect(bytes).toBeGreaterThan(50_000);
  expect(data.omitted).toEqual([]);
  expect(data.ruling.bodyHtml).toBe(article);
  expect(data.ruling.sources).toHaveLength(200);
});
