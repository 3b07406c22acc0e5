import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import { readAll, Unreadable } from './bounded.ts';
import { decodeHtml } from './decode.ts';
import type { Draft } from './draft.ts';
import { draftOf } from './map-review.ts';
import { readMarkup } from './markup.ts';
import { addressOf, pageKey } from './names.ts';
import type { Site, Validators } from './site.ts';
import { firstText, type Thing } from './thing.ts';

const maxBytes = 5_000_000;
const maxClaims = 100;

/** What of a page could not be taken over, and why. `claim` is its place on the page, from 1. */
export interface Problem {
  readonly claim: number | null;
  readonly reason: string;
}

export type Reading =
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'gone'; readonly status: number }
  | (Validators & { readonly kind: 'read'; readonly drafts: readonly Draft[]; readonly problems: readonly Problem[] });

export interface PageReader {
  readonly site: Site;
  readonly scales: readonly RatingScale[];
  /** Whether the site has this page, so that a ClaimReview which belongs to it is met there. */
  readonly hasPage: (key: string) => boolean;
}

/** Reads the fact-checks of a page. Throws {@link Unreadable} where the page cannot be read at all. */
export const readPage = async (reader: PageReader, url: URL, validators?: Validators): Promise<Reading> => {
  const answer = await reader.site.open(url, validators);
  const { status, contentType, etag, lastModified } = answer;
  if (status === 200 && /^\s*(text\/html|application\/xhtml\+xml|$)/i.test(contentType)) {
    const html = decodeHtml(await readAll(answer.body, maxBytes), contentType);
    return { kind: 'read', etag, lastModified, ...claimsOf(reader, html, answer.url) };
  }
  await answer.discard();
  if (status === 304) return { kind: 'unchanged' };
  if (status === 404 || status === 410) return { kind: 'gone', status };
  if (status !== 200) throw new Unreadable(`was answered with ${status}`);
  return { kind: 'read', etag, lastModified, drafts: [], problems: [] };
};

const claimsOf = ({ site, scales, hasPage }: PageReader, html: string, url: URL) => {
  const markup = readMarkup(html);
  const address = addressOf(url, markup.canonical === null ? undefined : site.ownUrl(markup.canonical, url));
  const drafts: Draft[] = [];
  const problems: Problem[] = markup.broken.map((why) => ({ claim: null, reason: `its JSON-LD is broken: ${why}` }));
  const here = [pageKey(url), pageKey(address)];
  let place = 0;
  for (const review of withoutRepeats(markup.graph.ofType('ClaimReview'))) {
    const of = pageReviewed(review, address);
    if (of !== undefined && !here.includes(of) && hasPage(of)) continue;
    place += 1;
    if (place > maxClaims) {
      problems.push({ claim: place, reason: `it is left out, as is what follows the first ${maxClaims} of a page` });
      break;
    }
    const draft =
      of === undefined || here.includes(of)
        ? draftOf({ address, markup }, review, place, scales)
        : { ok: false as const, error: `it is the review of another page (url): ${of}` };
    if (draft.ok) drafts.push(draft.value);
    else problems.push({ claim: place, reason: draft.error });
  }
  return { drafts, problems };
};

/** The page whose claim is reviewed, if the review names one; lists of fact-checks repeat those of other pages. */
const pageReviewed = (review: Thing, address: URL): string | undefined => {
  const url = firstText(review, 'url');
  const parsed = url === null ? null : URL.parse(url, address.href);
  return parsed ? pageKey(parsed) : undefined;
};

/** A page may say the same in JSON-LD and again in microdata. */
const withoutRepeats = (reviews: readonly Thing[]): Thing[] => {
  const seen = new Set<string>();
  return reviews.filter((review) => {
    const claim = firstText(review, 'claimReviewed');
    if (claim === null) return true;
    const isNew = !seen.has(claim);
    seen.add(claim);
    return isNew;
  });
};
