import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type EventType, eventTypes, type RulingEvent } from '../../shared/domain/event.ts';
import { toRuling } from '../../shared/domain/ruling.ts';
import { type WebhookContent, webhookBody } from '../../shared/domain/webhook-body.ts';
import { newsroom, note, revision } from '../samples/revision.ts';

const event = (type: EventType, differs: Partial<RulingEvent> = {}): RulingEvent => ({
  id: 'evt_01JD4Z00000000000000000002',
  type,
  timestamp: '2026-11-22T15:04:05.000Z',
  sequence: 1042,
  rulingId: 'rul_01JD4Z00000000000000000001',
  revision: type === 'ruling.published' ? 1 : 2,
  origin: 'newsroom',
  edit: null,
  ratingChanged: false,
  previousRating: null,
  note: null,
  texts: 'immediate',
  facets: ['rating#false'],
  months: ['2026-11'],
  actor: { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' },
  ...differs,
});

const content = (differs: Partial<WebhookContent> = {}): WebhookContent => ({
  endpoint: { include: [] },
  delivery: { previousSequence: 1039, supersedes: [1040] },
  event: event('ruling.published'),
  revision: revision(),
  newsroom,
  livemode: true,
  ...differs,
});
const bodyOf = (differs: Partial<WebhookContent> = {}) => JSON.parse(webhookBody(content(differs)));

/** A revision and its event, as each type of event comes with. */
const cases = {
  'ruling.published': { event: event('ruling.published'), revision: revision() },
  'ruling.updated': {
    event: event('ruling.updated', { edit: 'context', note: 'The bill was amended.' }),
    revision: revision({ revision: 2, notes: [note({ kind: 'context', text: 'The bill was amended.' })] }),
  },
  'ruling.corrected': {
    event: event('ruling.corrected', { ratingChanged: true, previousRating: 'mostly-false', note: 'We misread it.' }),
    revision: revision({ revision: 2, notes: [note({ text: 'We misread it.', previousRating: 'mostly-false' })] }),
  },
  'ruling.retracted': {
    event: event('ruling.retracted', { note: 'Never said.' }),
    revision: revision({
      revision: 2,
      status: 'retracted',
      notes: [note({ kind: 'retraction', text: 'Never said.' })],
    }),
  },
} as const satisfies Record<EventType, Pick<WebhookContent, 'event' | 'revision'>>;

describe.each(eventTypes)('the message of %s', (type) => {
  const message = () => bodyOf(cases[type]);
  const { event: happened, revision: revised } = cases[type];

  test('says which event it is, and where it stands among those that the endpoint was owed', () => {
    const body = message();
    expect(body).toMatchObject({
      id: happened.id,
      type,
      timestamp: happened.timestamp,
      schemaVersion: '1',
      livemode: true,
      data: { sequence: 1042, previousSequence: 1039, supersedes: [1040], origin: 'newsroom' },
    });
    expect(body.data).toMatchObject({
      rulingId: happened.rulingId,
      revision: revised.revision,
      edit: happened.edit,
      ratingChanged: happened.ratingChanged,
      previousRating: happened.previousRating,
      note: happened.note,
    });
  });

  test('has every field that was promised, and no other', () => {
    const body = message();
    expect(Object.keys(body)).toEqual(['id', 'type', 'timestamp', 'schemaVersion', 'livemode', 'data']);
    expect(Object.keys(body.data).sort()).toEqual(
      [
        ...['sequence', 'previousSequence', 'supersedes', 'origin', 'rulingId', 'revision', 'edit', 'ratingChanged'],
        ...['previousRating', 'note', 'ruling', 'omitted', 'claimReview', 'usage'],
      ].sort(),
    );
  });

  test('carries the ruling as the API shows it, but for the body and the newsroom’s own business', () => {
    const { texts, textBody, externalId, bodyHtml, ...ruling } = toRuling(revised);
    const { data } = message();
    expect(data.ruling).toEqual(ruling);
    expect(data.omitted).toEqual([]);
  });

  test('says how the ruling may be used', () => {
    expect(message().data.usage).toEqual({
      licence: 'CC BY-ND 4.0',
      creditLine: 'Fact-check by The Ferry Street Fact-Check',
      canonicalUrl: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
      editsAllowed: false,
      imageAllowed: true,
      onRetraction: 'replace',
    });
  });

  test('names no person of the newsroom, no facet and no text', () => {
    expect(JSON.stringify(message())).not.toMatch(/key_01|"actor"|"facets"|"texts"|"textBody"|"externalId"|"color"/);
  });
});

test('the first event an endpoint is owed has no previous one, and supersedes none', () => {
  const { data } = bodyOf({ delivery: { previousSequence: null, supersedes: [] } });
  expect(data).toMatchObject({ previousSequence: null, supersedes: [] });
});

test('an endpoint of the embedded runtime sees that it is not live', () => {
  expect(bodyOf({ livemode: false }).livemode).toBe(false);
});

describe('bodyHtml', () => {
  test('comes only to an endpoint that asks for it', () => {
    expect(bodyOf().data.ruling).not.toHaveProperty('bodyHtml');
    expect(bodyOf({ endpoint: { include: ['body'] } }).data.ruling.bodyHtml).toBe('<p>We read the bill.</p>');
  });

  test('of a retracted ruling comes to nobody', () => {
    const asked = content({ ...cases['ruling.retracted'], endpoint: { include: ['body'] } });
    expect(webhookBody(asked)).not.toContain('We read the bill.');
  });
});

describe('an image', () => {
  test.each([true, false])('goes along where it may be passed on (%s)', (syndicable) => {
    const image = { url: 'https://newsroom.example/toll.jpg', alt: 'A toll plaza', credit: null, syndicable };
    const { data } = bodyOf({ revision: revision({ content: { image } }) });
    expect(data.ruling.image).toEqual(syndicable ? image : null);
    expect(data.usage.imageAllowed).toBe(syndicable);
  });

  test('that is none may not be used', () => {
    const { data } = bodyOf({ revision: revision({ content: { image: null } }) });
    expect(data).toMatchObject({ ruling: { image: null }, usage: { imageAllowed: false } });
  });
});

describe('a verdict', () => {
  /** Every text of a message, with the path of its field. */
  const textsOf = (value: unknown, path = ''): [path: string, text: string][] => {
    if (typeof value === 'string') return [[path, value]];
    if (typeof value !== 'object' || value === null) return [];
    return Object.entries(value).flatMap(([name, inner]) => textsOf(inner, `${path}/${name}`));
  };
  const ratings = newsroom.ratingScales.flatMap(({ id, ratings: all }) =>
    all.map((rating) => ({ ...rating, scale: id })),
  );
  const combinations = fc.record({
    type: fc.constantFrom(...eventTypes),
    rating: fc.constantFrom(...ratings),
    language: fc.constantFrom('en', 'es'),
    include: fc.subarray(['body'] as const),
  });

  test('stands before no headline, whatever the event, the rating and the language', () => {
    fc.assert(
      fc.property(combinations, ({ type, rating, language, include }) => {
        const { event: happened, revision: revised } = cases[type];
        const headline = 'No, the transit bill does not double every bridge toll';
        const rated = { ...revised.content, rating: rating.slug, scale: rating.scale, language, headline };
        const texts = textsOf(
          bodyOf({ event: happened, revision: { ...revised, content: rated }, endpoint: { include } }),
        );
        // the headline is its field's alone, to the letter
        expect(texts.filter(([, text]) => text.includes(headline))).toEqual([['/data/ruling/headline', headline]]);
        // the label is in ClaimReview's field for it, by itself
        expect(texts.filter(([, text]) => text.includes(rating.label)).map(([path]) => path)).toEqual(
          type === 'ruling.retracted' ? [] : ['/data/claimReview/reviewRating/alternateName'],
        );
      }),
    );
  });
});

describe('claimReview', () => {
  const reviewOf = (differs: Parameters<typeof revision>[0]) =>
    bodyOf({ revision: revision(differs) }).data.claimReview;

  test('says in words and, on an ordered scale, in numbers how the claim was rated', () => {
    expect(reviewOf({})).toMatchObject({
      '@context': 'https://schema.org',
      '@type': 'ClaimReview',
      url: 'https://newsroom.example/rulings/bridge-tolls-not-doubled',
      claimReviewed: 'The new law doubles every bridge toll in the state.',
      itemReviewed: { '@type': 'Claim', author: { '@type': 'Person', name: 'Alex Doe' } },
      reviewRating: { '@type': 'Rating', ratingValue: 2, bestRating: 6, worstRating: 1, alternateName: 'False' },
    });
  });

  test('has no number on a scale without order, nor for a rating that the settings no longer have', () => {
    const flopped = { content: { scale: 'flip-o-meter', rating: 'full-flop' } };
    expect(reviewOf(flopped).reviewRating).toEqual({ '@type': 'Rating', alternateName: 'Full Flop' });
    const forgotten = { content: { rating: 'barely-true' } };
    expect(reviewOf(forgotten).reviewRating).toEqual({ '@type': 'Rating', alternateName: 'barely-true' });
  });

  test('of a retracted ruling there is none', () => {
    expect(bodyOf(cases['ruling.retracted']).data.claimReview).toBeNull();
  });
});

describe('what no event of a type can be without', () => {
  test.each([
    ['note', content({ ...cases['ruling.corrected'], event: event('ruling.corrected') })],
    ['note', content({ ...cases['ruling.retracted'], event: event('ruling.retracted') })],
    ['edit', content({ ...cases['ruling.updated'], event: event('ruling.updated') })],
    ['review', content({ revision: revision({ status: 'retracted' }) })],
  ])('is missed, if a row is damaged: its %s', (missed, damaged) => {
    expect(() => webhookBody(damaged)).toThrow(`an event without its ${missed}`);
  });
});
