import { claimReview } from './claim-review.ts';
import { type FacetName, facetFolders } from './facet.ts';
import { farewellBody, feedEntryBody } from './feed-entry-body.ts';
import { feedEntrySummary } from './feed-entry-summary.ts';
import { mediaReview } from './media-review.ts';
import type { Newsroom } from './newsroom.ts';
import type { Revision, RulingContent } from './ruling.ts';
import { ratingOf } from './scale-of-rating.ts';
import type { Translation } from './translation.ts';
import { ratingLabel } from './verdict.ts';
import { wordingFor } from './wording.ts';

/** One facet value of an entry. `scheme` is the URL of the folder that holds the feeds of that facet. */
export interface FeedCategory {
  readonly facet: FacetName;
  readonly slug: string;
  readonly label: string;
  readonly scheme: string;
}

/** A revision as a list has it: `farewell` where the ruling stands for the last time, since its rating is another now. */
export interface ListedRevision {
  readonly revision: Revision;
  readonly farewell: boolean;
  readonly translations: readonly Translation[];
}

/** A ruling in a feed. `title` and `summary` are plain text, `contentHtml` is HTML; times are ISO 8601 UTC. */
export interface FeedEntry {
  /** A `tag:` URI (RFC 4151), the same for all revisions of a ruling. */
  readonly id: string;
  readonly url: string;
  readonly title: string;
  readonly summary: string;
  readonly contentHtml: string;
  /** When the ruling was first published; never moves. */
  readonly published: string;
  /** The last change of substance. */
  readonly updated: string;
  readonly language: string;
  readonly translations: readonly Translation[];
  readonly authors: readonly { readonly name: string }[];
  readonly categories: readonly FeedCategory[];
  /** Only where the newsroom may pass it on. */
  readonly image: { readonly url: string; readonly alt: string; readonly credit: string | null } | null;
  /** What JSON Feed carries as `_rulingwire`. A retracted ruling has no rating. */
  readonly rulingwire: ReturnType<typeof rulingwireOf>;
}

/** The entry of a revision in every feed that carries it. */
export const feedEntry = ({ revision, farewell, translations }: ListedRevision, newsroom: Newsroom): FeedEntry => {
  const { content, status } = revision;
  return {
    id: `tag:${new URL(newsroom.baseUrl).hostname},${content.publishedAt.slice(0, 10)}:${revision.rulingId}`,
    url: content.url,
    title: feedTitle(revision),
    summary: feedEntrySummary(revision, newsroom),
    contentHtml: farewell ? farewellBody(revision, newsroom) : feedEntryBody(revision, newsroom),
    published: content.publishedAt,
    updated: revision.changedAt,
    language: content.language,
    translations,
    authors: content.authors.map(({ name }) => ({ name })),
    categories: categoriesOf(revision, newsroom),
    image: status === 'published' && !farewell ? syndicableImage(content) : null,
    rulingwire: rulingwireOf(revision, newsroom, translations),
  };
};

/**
 * The headline, which states what is true. A rating never touches it; only a retraction, or a correction that changed the rating,
 * is told before it.
 */
export const feedTitle = ({ content, notes, status }: Pick<Revision, 'content' | 'notes' | 'status'>): string => {
  const wording = wordingFor(content.language);
  if (status === 'retracted') return wording.retractedTitle(content.headline);
  const rated = notes.some(({ kind, previousRating }) => kind === 'correction' && previousRating !== null);
  return rated ? wording.correctedTitle(content.headline) : content.headline;
};

const syndicableImage = ({ image }: RulingContent): FeedEntry['image'] =>
  image?.syndicable ? { url: image.url, alt: image.alt, credit: image.credit } : null;

const categoriesOf = ({ content, status }: Revision, newsroom: Newsroom): FeedCategory[] => {
  const category = (facet: FacetName, slug: string, label = slug): FeedCategory => ({
    facet,
    slug,
    label,
    scheme: `${newsroom.baseUrl}/feeds/${facetFolders[facet]}`,
  });
  const { claimant } = content.claim;
  return [
    ...(status === 'published' ? [category('rating', content.rating, ratingLabel(newsroom, content.rating))] : []),
    category('claimant', claimant.slug, claimant.name),
    ...content.topics.map((slug) => category('topic', slug)),
    ...content.authors.map(({ slug, name }) => category('author', slug, name)),
    ...content.editions.map((slug) => category('edition', slug)),
    category('language', content.language.toLowerCase(), content.language),
  ];
};

const rulingwireOf = (ruling: Revision, newsroom: Newsroom, translations: readonly Translation[]) => {
  const { rulingId, revision, status, content } = ruling;
  return {
    rulingId,
    revision,
    status,
    claim: content.claim.text,
    claimant: content.claim.claimant,
    scale: content.scale,
    rating:
      status === 'published'
        ? {
            slug: content.rating,
            label: ratingLabel(newsroom, content.rating),
            value: ratingOf(newsroom.ratingScales, content.rating)?.value ?? null,
          }
        : null,
    checkedAsOf: content.checkedAsOf,
    translationOf: content.translationOf,
    translations,
    claimReview: claimReview(ruling, newsroom, translations),
    mediaReview: mediaReview(ruling, newsroom),
    usage: {
      licence: newsroom.usage.licence,
      creditLine: newsroom.usage.creditLine,
      canonicalUrl: content.url,
      editsAllowed: newsroom.usage.editsAllowed,
      imageAllowed: content.image?.syndicable ?? false,
      onRetraction: newsroom.usage.onRetraction,
    },
  };
};
