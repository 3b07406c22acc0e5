import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { rulingChangesSchema, rulingDraftSchema } from '../../shared/domain/ruling.ts';
import { newsroom } from '../samples/revision.ts';
import { draftInput } from '../samples/ruling-draft.ts';

const drafts = rulingDraftSchema(newsroom);
const changes = rulingChangesSchema(newsroom);

/** Where the schema finds fault: dotted paths, an unknown field as itself. */
const faults = (schema: z.ZodType, input: unknown): string[] => {
  const { error } = schema.safeParse(input);
  const found = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  return [...new Set(found.map((path) => path.join('.')))].sort();
};

const claim = (differs: Record<string, unknown>) => ({
  claim: { text: 'A claim.', claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' }, ...differs },
});
const claimant = (differs: Record<string, unknown>) =>
  claim({ claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person', ...differs } });
const source = (differs: Record<string, unknown>) => ({
  sources: [{ title: 'A bill', url: 'https://senate.example/1', ...differs }],
});

describe('a draft is refused', () => {
  const bad: [what: string, input: Record<string, unknown>, fields: string[]][] = [
    ['without a claim', { claim: undefined }, ['claim']],
    ['without a claimant', claim({ claimant: undefined }), ['claim.claimant']],
    ['with a claimant of no kind', claimant({ kind: 'alien' }), ['claim.claimant.kind']],
    ['with an empty claim', claim({ text: ' \n ' }), ['claim.text']],
    ['with a claim of control characters alone', claim({ text: '\u0000\u0007' }), ['claim.text']],
    ['without a rating', { rating: undefined }, ['rating']],
    ['with an unknown rating', { rating: 'mostly-wrong' }, ['rating']],
    ['with a rating in other letters', { rating: 'False' }, ['rating']],
    ['with a rating of another scale', { scale: 'promise-meter' }, ['rating']],
    ['with an unknown scale', { scale: 'sniff-test' }, ['scale']],
    ['with 30 February', claim({ madeOn: '2026-02-30' }), ['claim.madeOn']],
    ['with 29 February of a common year', source({ publishedOn: '2026-02-29' }), ['sources.0.publishedOn']],
    ['with a time for a date', claim({ madeOn: '2026-02-03T00:00:00Z' }), ['claim.madeOn']],
    ['with an hour 25', { publishedAt: '2026-02-03T25:00:00Z' }, ['publishedAt']],
    ['with 30 February and an hour', { checkedAsOf: '2026-02-30T10:00:00Z' }, ['checkedAsOf']],
    ['with a time in no zone', { publishedAt: '2026-02-03T10:00:00' }, ['publishedAt']],
    ['with a script for a URL', { url: 'javascript:alert(1)' }, ['url']],
    ['with a script in other letters', { url: 'JaVaScRiPt:alert(1)' }, ['url']],
    ['with a script behind a space', source({ url: ' javascript:alert(1)' }), ['sources.0.url']],
    ['with data for a URL', { image: { url: 'data:image/png;base64,AA', alt: 'A toll plaza' } }, ['image.url']],
    ['with a relative URL', { url: '/rulings/1' }, ['url']],
    ['with a URL too long', { url: `https://newsroom.example/${'x'.repeat(2000)}` }, ['url']],
    ['with an unknown field', { verdict: 'false' }, ['verdict']],
    ['with an unknown field inside', claimant({ party: 'any' }), ['claim.claimant.party']],
    ['with a slug that is none', { slug: 'A slug' }, ['slug']],
    ['with a slug of hyphens', { slug: 'a--b' }, ['slug']],
    ['with a slug that climbs', { slug: '../feeds' }, ['slug']],
    ['with a topic that is no slug', { topics: ['health', 'Public Health'] }, ['topics.1']],
    ['with too many topics', { topics: Array.from({ length: 21 }, (_, at) => `topic-${at}`) }, ['topics']],
    ['with a language that is none', { language: 'english!' }, ['language']],
    ['with an id that is none', { related: ['rul_1'] }, ['related.0']],
    ['with an id of another thing', { translationOf: 'evt_01JD4Z00000000000000000001' }, ['translationOf']],
    ['with texts of no kind', { texts: 'later' }, ['texts']],
    ['with a text longer than a text can be', { textBody: 'x'.repeat(1601) }, ['textBody']],
    ['with null where something must be', { topics: null, bodyHtml: null }, ['bodyHtml', 'topics']],
    ['with a number for a text', { headline: 7 }, ['headline']],
  ];
  test.each(bad)('%s', (_, input, fields) => {
    expect(faults(drafts, draftInput(input))).toEqual(fields);
  });

  test('by every wrong field at once', () => {
    const input = Object.assign({}, ...bad.slice(0, 1).map(() => ({})), {
      ...{ slug: '-', url: 'x', headline: '', rating: 'x', scale: 'x', language: '', image: {}, authors: [{}] },
      ...{ claim: { claimant: {} }, unknown: 1 },
    });
    const claimFields = ['claim.claimant.kind', 'claim.claimant.name', 'claim.claimant.slug', 'claim.text'];
    expect(faults(drafts, draftInput(input))).toEqual(
      [
        ...['slug', 'url', 'headline', 'rating', 'scale', 'language', 'unknown', ...claimFields],
        ...['image.url', 'image.alt', 'authors.0.name', 'authors.0.slug'],
      ].sort(),
    );
  });

  test('for its scale even when other fields are wrong', () => {
    expect(faults(drafts, draftInput({ scale: 'promise-meter', headline: '' }))).toEqual(['headline', 'rating']);
  });

  test.each([null, undefined, [], 7, 'text', true])('when it is %j', (input) => {
    expect(drafts.safeParse(input).success).toBe(false);
    expect(changes.safeParse(input).success).toBe(false);
  });
});

test('a draft is filled in and made clean', () => {
  const parsed = drafts.parse(
    draftInput({ headline: ' No,\n not\u0000 every  toll ', publishedAt: '2026-11-20T07:00:00-05:00' }),
  );
  expect(parsed).toMatchObject({
    headline: 'No, not every toll',
    publishedAt: '2026-11-20T12:00:00.000Z',
    language: 'en',
  });
  expect(parsed).toMatchObject({ topics: [], sources: [], bodyHtml: '', image: null, externalId: null, texts: null });
});

describe('changes', () => {
  test('bring nothing in that they do not name', () => {
    expect(changes.parse({})).toEqual({});
    expect(changes.parse({ headline: 'Another' })).toEqual({ headline: 'Another' });
    expect(changes.parse({ image: null, topics: [] })).toEqual({ image: null, topics: [] });
  });

  test('may not touch what was settled', () => {
    for (const field of ['slug', 'externalId', 'publishedAt', 'texts', 'id', 'revision', 'status'])
      expect(faults(changes, { [field]: 'x' })).toEqual([field]);
  });

  test('are held to the same rules', () => {
    expect(faults(changes, { url: 'javascript:x', claim: {}, rating: 'true', scale: 'promise-meter' })).toEqual([
      'claim.claimant',
      'claim.text',
      'rating',
      'url',
    ]);
  });
});
