import { parseXml, XmlElement } from '@rgrove/parse-xml';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { claimReview } from '../../shared/domain/claim-review.ts';
import type { EventType, RulingEvent } from '../../shared/domain/event.ts';
import { feedDocument } from '../../shared/domain/feed-document.ts';
import { feedFormats } from '../../shared/domain/feed-format.ts';
import { foldToGsm } from '../../shared/domain/gsm-folding.ts';
import { nextRevision, type Revise } from '../../shared/domain/revise.ts';
import type { Revision } from '../../shared/domain/ruling.ts';
import { correctionText, firstText, retractionText } from '../../shared/domain/text-body.ts';
import { ratingLabel } from '../../shared/domain/verdict.ts';
import { webhookBody } from '../../shared/domain/webhook-body.ts';
import { content, listed, newsroom, revision } from '../samples/revision.ts';

/** A word that is in no text but the headline, so that the headline is found wherever it goes. */
const marker = 'Quxvale';
const headlines = fc
  .record({
    opening: fc.constantFrom('No, ', 'Yes: ', '', '“No” – ', 'False alarm: ', 'True: ', 'Corrected: ', 'Claim rated '),
    words: fc.array(fc.constantFrom('the', 'bill', 'does', 'not', 'False', 'tolls', 'á', '<b>', '&', 'R&D'), {
      maxLength: 20,
    }),
    ending: fc.constantFrom('', '.', '?', '!”', '…', ':', ' –', ' “false”'),
  })
  .map(({ opening, words, ending }) => `${opening}${[marker, ...words].join(' ')}${ending}`);

const ratings = newsroom.ratingScales.flatMap(({ id, ratings }) =>
  ratings.map(({ slug }) => ({ scale: id, rating: slug })),
);
const rated = fc.constantFrom(...ratings);
const link = 'https://wire.newsroom.example/s/Q7XK3M2P';
const act = {
  eventId: 'evt_01JD4Z00000000000000000002',
  at: '2026-11-22T15:04:05.000Z',
  actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
} as const;

/** A ruling as it was published, and as it stands after what befell it. */
const rulings = fc
  .record({
    headline: headlines,
    from: rated,
    to: rated,
    language: fc.constantFrom('en', 'en-GB', 'es', 'es-MX'),
    befell: fc.constantFrom('nothing', 'correction', 'retraction'),
  })
  .map(({ headline, from, to, language, befell }) => {
    const first = revision({ content: { ...from, headline, language } });
    const asks: Revise[] = [];
    if (befell === 'correction')
      asks.push({ kind: befell, note: 'We erred.', changes: { rating: to.rating }, texts: null });
    if (befell === 'retraction') asks.push({ kind: befell, note: 'We erred.', texts: null });
    return { first, befell, now: asks.reduce(revised, first) };
  });
const revised = (old: Revision, ask: Revise): Revision => {
  const next = nextRevision(old, ask, act, newsroom.ratingScales);
  if (!next.ok) throw new Error(next.error.kind);
  return { ...next.value.revision, sequence: 2 };
};

const feedOf = (now: Revision) => feedDocument(`rating#${now.content.rating}`, [listed(now)], newsroom);
const found = (element: XmlElement, name: string): XmlElement[] =>
  element.children
    .filter((child) => child instanceof XmlElement)
    .flatMap((child) => [...(child.name === name ? [child] : []), ...found(child, name)]);
const unescaped = (html: string): string =>
  html.replace(
    /&(lt|gt|quot|#39|amp);/g,
    (_, name) => ({ lt: '<', gt: '>', quot: '"', '#39': "'" })[String(name)] ?? '&',
  );
const jsonFeed = z.object({ title: z.string(), items: z.array(z.object({ title: z.string() })) });

/** The titles of a feed and of its one entry, as a reader of that format shows them. */
const titlesOf = (now: Revision, format: (typeof feedFormats)[number]): { feed: string; entry: string } => {
  const rendered = renderFeed(feedOf(now), format);
  if (format === 'feed.json') {
    const { title, items } = jsonFeed.parse(JSON.parse(rendered));
    return { feed: title, entry: items[0]?.title ?? '' };
  }
  const [feed, entry] = found(parseXml(rendered).root ?? new XmlElement('none'), 'title').map(({ text }) => text);
  const shown = format === 'atom.xml' ? unescaped : (text: string) => text;
  return { feed: shown(feed ?? ''), entry: shown(entry ?? '') };
};

const webhook = (now: Revision): unknown =>
  JSON.parse(
    webhookBody({
      endpoint: { include: ['body'] },
      delivery: { previousSequence: null, supersedes: [] },
      event: eventOf(now),
      revision: now,
      newsroom,
      livemode: false,
    }),
  );
const typeOf = ({ revision, status }: Revision): EventType => {
  if (status === 'retracted') return 'ruling.retracted';
  return revision === 1 ? 'ruling.published' : 'ruling.corrected';
};
const eventOf = (now: Revision): RulingEvent => ({
  id: act.eventId,
  type: typeOf(now),
  timestamp: act.at,
  actor: act.actor,
  sequence: now.sequence,
  rulingId: now.rulingId,
  revision: now.revision,
  origin: 'newsroom',
  edit: null,
  ratingChanged: false,
  previousRating: null,
  note: now.revision === 1 ? null : 'We erred.',
  texts: 'none',
  facets: [],
  months: [],
});

/** Where in a JSON value a text has the headline, and that text. */
const withHeadline = (value: unknown, at = ''): { at: string; text: string }[] => {
  if (typeof value === 'string') return value.includes(marker) ? [{ at, text: value }] : [];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, part]) => withHeadline(part, `${at}/${name}`));
};

describe('a verdict never stands before a headline, nor is it glued to one', () => {
  it('in feeds: a title is the headline, after nothing but that it was corrected or retracted', () => {
    fc.assert(
      fc.property(rulings, fc.constantFrom(...feedFormats), ({ first, befell, now }, format) => {
        const { headline, language, rating } = now.content;
        const spanish = language.startsWith('es');
        const changed = befell === 'correction' && rating !== first.content.rating;
        const before =
          befell === 'retraction'
            ? ['RETRACTED: ', 'RETRACTADO: ']
            : changed
              ? ['Corrected: ', 'Corregido: ']
              : ['', ''];
        const { feed, entry } = titlesOf(now, format);
        expect(entry).toBe(`${before[spanish ? 1 : 0]}${headline}`);
        // a reader shows the feed's title right before the entry's
        const label = ratingLabel(newsroom, rating);
        expect(feed).toBe(`The Ferry Street Fact-Check – rated “${label}”`);
        expect(renderFeed(feedOf(now), format).split(marker)).toHaveLength(2);
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('in texts: the headline ends its sentence, and the verdict’s own names the claim', () => {
    fc.assert(
      fc.property(rulings, ({ first, now }) => {
        const { content } = now;
        const { body } = firstText(newsroom, content, link);
        const [opening = ''] = foldToGsm(content.headline).split(marker);
        expect(body.startsWith(`Ferry St: ${opening}${marker}`)).toBe(true);
        const verdict = `${ratingLabel(newsroom, content.rating).toUpperCase()}. http`;
        const [said = '', ...more] = body.split(verdict);
        expect(more).toHaveLength(1);
        expect(said).toMatch(
          /[.!?]["')\]]* ((Claim|Position|Promise) rated |Calificamos la (frase|postura|promesa) como )$/,
        );
        for (const note of [null, 'We erred.']) {
          expect(correctionText(newsroom, content, first.content, note, link).body).not.toContain(marker);
          expect(retractionText(newsroom, content, note, link).body).not.toContain(marker);
        }
      }),
      { numRuns: 60, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('in webhooks and ClaimReview: the headline is a field of its own, and nowhere else', () => {
    fc.assert(
      fc.property(rulings, ({ now }) => {
        expect(withHeadline(webhook(now))).toEqual([{ at: '/data/ruling/headline', text: now.content.headline }]);
        const review = claimReview(now, newsroom);
        expect(withHeadline(review)).toEqual([]);
        if (now.status === 'published')
          expect(review).toMatchObject({
            claimReviewed: content.claim.text,
            reviewRating: { alternateName: ratingLabel(newsroom, now.content.rating) },
          });
        else expect(review).toBeNull();
      }),
      { numRuns: 150, interruptAfterTimeLimit: 20_000 },
    );
  });

  it('so that “No, …” of a false claim nowhere becomes “False: No, …”', () => {
    const now = revision();
    const shown = [
      ...feedFormats.map((format) => renderFeed(feedOf(now), format)),
      ...feedFormats.map((format) => Object.values(titlesOf(now, format)).join(' ')),
      firstText(newsroom, now.content, link).body,
      JSON.stringify(webhook(now)),
      JSON.stringify(claimReview(now, newsroom)),
    ];
    expect(titlesOf(now, 'rss.xml').entry).toBe('No, the transit bill does not double every bridge toll');
    // "rated “False” No," is how a reader shows a feed's title and an entry's, one under the other
    for (const text of shown) expect(text.replace(/<[^>]*>/g, ' ')).not.toMatch(/false[\s:.,–—"-]*no,/i);
  });
});
