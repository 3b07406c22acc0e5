import fc from 'fast-check';
import { cleanLine } from '../../shared/domain/plain-text.ts';
import {
  claimantKinds,
  mediaCategories,
  type RulingDraft,
  rulingDraftSchema,
  textModes,
} from '../../shared/domain/ruling.ts';
import { nastyText } from './nasty-text.ts';
import { newsroom } from './revision.ts';

const line = nastyText.map((text) => cleanLine(text) || 'x');
/** What WHATWG's parser reads, though RFC 3986 may not. */
const url = fc
  .tuple(fc.constantFrom('https://', 'HTTP://', ' hTTps://'), nastyText)
  .map(([scheme, text]) => `${scheme}newsroom.example/é a?${text}#${text}`)
  .filter((text) => URL.canParse(text) && text.length < 2000);
const slug = fc.stringMatching(/^[a-z0-9]{1,8}(-[a-z0-9]{1,8})?$/);
const instant = fc
  .date({ min: new Date('0001-01-02T00:00:00Z'), max: new Date('9999-12-30T00:00:00Z'), noInvalidDate: true })
  .map((date) => date.toISOString());
const day = instant.map((text) => text.slice(0, 10));
const rulingId = fc.stringMatching(/^[0-7][0-9A-HJKMNP-TV-Z]{25}$/).map((ulid) => `rul_${ulid}`);
const orNull = <Value>(value: fc.Arbitrary<Value>) => fc.option(value);
const few = <Value>(value: fc.Arbitrary<Value>) => fc.array(value, { maxLength: 3 });

const claim = fc.record({
  text: line,
  madeOn: orNull(day),
  venue: orNull(line),
  claimant: fc.record({ name: line, slug, kind: fc.constantFrom(...claimantKinds), title: orNull(line) }),
  appearances: few(fc.record({ url, archiveUrl: orNull(url) })),
});
const image = fc.record({ url, alt: line, credit: orNull(line), syndicable: fc.boolean() });
const media = fc.record({
  kind: fc.constantFrom('image', 'video', 'audio'),
  contentUrl: url,
  pageUrl: orNull(url),
});
const mediaReview = fc.record({
  category: fc.constantFrom(...mediaCategories),
  context: orNull(line),
  originalUrl: orNull(url),
  media: fc.array(media, { minLength: 1, maxLength: 2 }),
});
const source = fc.record({
  outlet: orNull(line),
  title: line,
  url,
  archiveUrl: orNull(url),
  publishedOn: orNull(day),
});

/** The slug of any rating of the sample newsroom. */
export const anyRating = fc.constantFrom(
  ...newsroom.ratingScales.flatMap(({ ratings }) => ratings.map(({ slug: rating }) => rating)),
);

/** Anything that an editor or a CMS may publish. */
export const anyDraft: fc.Arbitrary<RulingDraft> = fc
  .record(
    {
      ...{ slug, url, headline: line, claim, rating: anyRating, externalId: orNull(line) },
      ...{ publishedAt: orNull(instant), checkedAsOf: orNull(instant), texts: orNull(fc.constantFrom(...textModes)) },
      ...{ summary: few(line), bodyHtml: nastyText, image: orNull(image), mediaReview: orNull(mediaReview) },
      authors: few(fc.record({ name: line, slug })),
      ...{ topics: few(slug), editions: few(slug), language: fc.constantFrom('en', 'es-MX', 'zh-Hant-TW') },
      ...{ translationOf: orNull(rulingId), sources: few(source), related: few(rulingId), textBody: orNull(line) },
    },
    { requiredKeys: ['slug', 'url', 'headline', 'claim', 'rating'] },
  )
  .map((input) => rulingDraftSchema(newsroom).parse(input));
