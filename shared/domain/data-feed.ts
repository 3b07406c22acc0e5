import { claimReview } from './claim-review.ts';
import type { ListedRevision } from './feed-entry.ts';
import { mediaReview } from './media-review.ts';
import type { Month } from './month.ts';
import type { Newsroom } from './newsroom.ts';
import { cleanText } from './plain-text.ts';

/** How many rulings the DataFeed of the newest ones holds. */
export const dataFeedLength = 1000;

export const dataFeedContentType = 'application/json; charset=utf-8';
export const newestDataFeedPath = '/feeds/claimreview.json';
export const dataFeedIndexPath = '/feeds/claimreview/index.json';

/** Where the DataFeed of a month is. */
export const monthDataFeedPath = (month: Month): string => `/feeds/claimreview/${month.replace('-', '/')}.json`;

/** The rulings of a DataFeed: what it takes of them needs neither body nor sources. */
type Reviewed = Pick<ListedRevision, 'revision' | 'translations'>;

/**
 * Rulings as schema.org's DataFeed, which search engines and researchers read. A retracted ruling reviews nothing any more: it stays with
 * the time of its retraction, so that whoever has copied its review learns to delete it.
 */
export const dataFeed = (path: string, listed: readonly Reviewed[], newsroom: Newsroom): string => {
  const changed = listed.map(({ revision }) => revision.changedAt).sort();
  return toJson({
    '@context': 'https://schema.org',
    '@type': 'DataFeed',
    name: newsroom.name,
    url: `${newsroom.baseUrl}${path}`,
    creator: { '@type': 'Organization', name: newsroom.name, url: newsroom.baseUrl },
    license: { '@type': 'CreativeWork', name: newsroom.usage.licence },
    creditText: newsroom.usage.creditLine,
    // never the time of building: an unchanged document must keep its bytes
    ...(changed.length === 0 ? {} : { dateModified: changed.at(-1) }),
    dataFeedElement: listed.map((one) => dataFeedItem(one, newsroom)),
  });
};

const dataFeedItem = ({ revision, translations }: Reviewed, newsroom: Newsroom) => {
  const { content, status, changedAt } = revision;
  return {
    '@type': 'DataFeedItem',
    url: content.url,
    dateCreated: content.publishedAt,
    dateModified: changedAt,
    // nothing changes a ruling after its retraction
    ...(status === 'retracted' ? { dateDeleted: changedAt } : {}),
    item: [claimReview(revision, newsroom, translations), mediaReview(revision, newsroom)].filter(
      (review) => review !== null,
    ),
  };
};

/** Which months have a DataFeed of their own, the newest first. */
export const dataFeedIndex = (
  months: readonly Month[],
  { name, baseUrl }: Pick<Newsroom, 'name' | 'baseUrl'>,
): string =>
  toJson({
    name,
    newest: `${baseUrl}${newestDataFeedPath}`,
    months: months.toReversed().map((month) => ({ month, url: `${baseUrl}${monthDataFeedPath(month)}` })),
  });

const toJson = (document: object): string =>
  `${JSON.stringify(document, (_key, value: unknown) => (typeof value === 'string' ? cleanText(value) : value), 1)}\n`;
