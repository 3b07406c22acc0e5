import { describe, expect, test } from 'vitest';
import type * as z from 'zod';
import { rulingChangesSchema, rulingContentSchema, rulingDraftSchema } from '../../shared/domain/ruling.ts';
import { content, newsroom } from '../samples/revision.ts';
import { draftInput } from '../samples/ruling-draft.ts';

const drafts = () => rulingDraftSchema(newsroom);
const changes = () => rulingChangesSchema(newsroom);

/** Where the schema finds fault: dotted paths, an unknown field as itself; twice where it finds two faults. */
const faults = (schema: z.ZodType, input: unknown): string[] => {
  const { error } = schema.safeParse(input);
  const found = (error?.issues ?? []).flatMap((issue) =>
    issue.code === 'unrecognized_keys' ? issue.keys.map((key) => [...issue.path, key]) : [issue.path],
  );
  return found.map((path) => path.join('.')).sort();
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
    ['with an unknown rating of a known scale', { scale: 'truth-o-meter', rating: 'mostly-wrong' }, ['rating']],
    ['with a scale and a rating that are no texts', { scale: 7, rating: ['false'] }, ['rating', 'scale']],
    ['with 30 February', claim({ madeOn: '2026-02-30' }), ['claim.madeOn']],
    ['with 29 February of a common year', source({ publishedOn: '2026-02-29' }), ['sources.0.publishedOn']],
    ['with a time for a date', claim({ madeOn: '2026-02-03T00:00:00Z' }), ['claim.madeOn']],
    ['with an hour 25', { publishedAt: '2026-02-03T25:00:00Z' }, ['publishedAt']],
    ['with 30 February and an hour', { checkedAsOf: '2026-02-30T10:00:00Z' }, ['checkedAsOf']],
    ['before the year 0', { publishedAt: '0000-01-01T00:30:00+01:00' }, ['publishedAt']],
    ['after the year 9999', { publishedAt: '9999-12-31T23:30:00-01:00' }, ['publishedAt']],
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
    expect(faults(drafts(), draftInput(input))).toEqual(fields);
  });

  test('by every wrong field at once', () => {
    const input = {
      ...{ slug: '-', url: 'x', headline: '', rating: 'x', scale: 'x', language: '', image: {}, authors: [{}] },
      ...{ claim: { claimant: {} }, unknown: 1 },
    };
    const claimFields = ['claim.claimant.kind', 'claim.claimant.name', 'claim.claimant.slug', 'claim.text'];
    expect(faults(drafts(), draftInput(input))).toEqual(
      [
        ...['slug', 'url', 'headline', 'rating', 'scale', 'language', 'unknown', ...claimFields],
        ...['image.url', 'image.alt', 'authors.0.name', 'authors.0.slug'],
      ].sort(),
    );
  });

  test('for its scale even when other fields are wrong', () => {
    const mixed = draftInput({ scale: 'promise-meter', headline: '' });
    expect(faults(drafts(), mixed)).toEqual(['headline', 'rating']);
    expect(
      drafts()
        .safeParse(mixed)
        .error?.issues.find(({ path }) => path.join('.') === 'rating')?.message,
    ).toBe('is not a rating of the scale that the ruling names');
  });

  test.each([null, undefined, [], 7, 'text', true])('as a whole when it is %j', (input) => {
    expect(faults(drafts(), input)).toEqual(['']);
    expect(faults(changes(), input)).toEqual(['']);
  });
});

describe('a list has at most', () => {
  const slugs = (count: number) => Array.from({ length: count }, (_, at) => `topic-${at}`);
  const times =
    <Item>(item: Item) =>
    (count: number) =>
      Array.from({ length: count }, () => item);
  const lists: [field: string, most: number, of: (count: number) => unknown[]][] = [
    ['summary', 20, times('One toll rises.')],
    ['authors', 20, times({ name: 'Sam Roe', slug: 'sam-roe' })],
    ['topics', 20, slugs],
    ['editions', 20, slugs],
    ['sources', 200, times({ title: 'A bill', url: 'https://senate.example/1' })],
    ['related', 50, times('rul_01JD4Z00000000000000000009')],
  ];
  test.each(lists)('(%s) %d items', (field, most, of) => {
    for (const [schema, input] of [[drafts(), draftInput()] as const, [changes(), {}] as const]) {
      expect(faults(schema, { ...input, [field]: of(most) })).toEqual([]);
      expect(faults(schema, { ...input, [field]: of(most + 1) })).toEqual([field]);
    }
  });
});

test('a draft may name the scale of its rating, and the ruling it translates', () => {
  const named = { scale: 'truth-o-meter', translationOf: 'rul_01JD4Z00000000000000000009' };
  expect(drafts().parse(draftInput(named))).toMatchObject(named);
  expect(changes().parse({ ...named, rating: 'true' })).toEqual({ ...named, rating: 'true' });
});

test('a draft is filled in and made clean', () => {
  const parsed = drafts().parse(
    draftInput({ headline: ' No,\n not\u0000 every  toll ', publishedAt: '2026-11-20T07:00:00-05:00' }),
  );
  const { slug, url, claim: claimed, rating } = draftInput();
  expect(parsed).toEqual({
    ...{ slug, url, rating, headline: 'No, not every toll', publishedAt: '2026-11-20T12:00:00.000Z', language: 'en' },
    ...{
      mediaReview: null,
      summary: [],
      bodyHtml: '',
      authors: [],
      topics: [],
      editions: [],
      sources: [],
      related: [],
    },
    ...{ image: null, translationOf: null, checkedAsOf: null, textBody: null, externalId: null, texts: null },
    claim: expect.objectContaining({ ...Object(claimed), claimant: expect.anything(), appearances: [], madeOn: null }),
  });
});

test('a draft that names no language is in the first of the newsroom', () => {
  const languageIn = (languages: string[]) =>
    rulingDraftSchema({ ...newsroom, languages }).parse(draftInput()).language;
  expect(languageIn(['es', 'en'])).toBe('es');
  expect(languageIn([])).toBe('en');
});

test('a ruling as stored by an earlier version is filled in when it is read', () => {
  const { slug, url, headline, claim, scale, rating, publishedAt, texts } = content;
  const old = { slug, url, headline, claim, scale, rating, publishedAt, texts, verdict: 'gone' };
  expect(rulingContentSchema.parse(old)).toEqual({
    ...{ slug, url, headline, claim, scale, rating, publishedAt, texts, externalId: null, language: 'en' },
    ...{
      mediaReview: null,
      summary: [],
      bodyHtml: '',
      authors: [],
      topics: [],
      editions: [],
      sources: [],
      related: [],
    },
    ...{ image: null, translationOf: null, checkedAsOf: null, textBody: null },
  });
});

describe('changes', () => {
  test('bring nothing in that they do not name', () => {
    expect(changes().parse({})).toEqual({});
    expect(changes().parse({ headline: 'Another' })).toEqual({ headline: 'Another' });
    expect(changes().parse({ image: null, topics: [] })).toEqual({ image: null, topics: [] });
  });

  test('may not touch what was settled', () => {
    for (const field of ['slug', 'externalId', 'publishedAt', 'texts', 'id', 'revision', 'status'])
      expect(faults(changes(), { [field]: 'x' })).toEqual([field]);
  });

  test('are held to the same rules', () => {
    expect(faults(changes(), { url: 'javascript:x', claim: {}, rating: 'true', scale: 'promise-meter' })).toEqual([
      'claim.claimant',
      'claim.text',
      'rating',
      'url',
    ]);
  });
});
