import type { RatingScale } from '../../../shared/domain/rating-scale.ts';
import { fail, ok, type Result } from '../../../shared/domain/result.ts';
import { appearancesOf, claimantOf } from './claim.ts';
import { dayOf, instantOf } from './dates.ts';
import type { Draft } from './draft.ts';
import type { Graph } from './graph.ts';
import type { Markup } from './markup.ts';
import { externalIdOf, rulingSlug, slugOf } from './names.ts';
import { ratingFor } from './rating.ts';
import { firstAddress, firstText, isOfType, type Thing } from './thing.ts';

/** A page with a ClaimReview: where it is, and what it says. */
export interface Page {
  readonly address: URL;
  readonly markup: Markup;
}

const articles = ['Article', 'NewsArticle', 'ReportageNewsArticle', 'AnalysisNewsArticle', 'BlogPosting', 'WebPage'];
const maxAuthors = 20;
const maxSummary = 500;

/** The ruling that a ClaimReview stands for, or why it stands for none. `place` counts the claims of the page from 1. */
export const draftOf = (
  { address, markup }: Page,
  review: Thing,
  place: number,
  scales: readonly RatingScale[],
): Result<Draft, string> => {
  const { graph, meta } = markup;
  const article = graph.ofType(...articles)[0] ?? {};
  const item = graph.thingsOf(review, 'itemReviewed')[0] ?? {};
  const text = firstText(review, 'claimReviewed');
  if (text === null) return fail('it does not say what was claimed (claimReviewed)');
  const claimant = claimantOf(graph, item);
  if (claimant === null) return fail('it does not say who made the claim (itemReviewed.author)');
  const headline =
    firstText(review, 'headline') ??
    firstText({ og: meta.get('og:title') }, 'og') ??
    firstText(article, 'headline') ??
    markup.title;
  if (headline === null) return fail('the page has no headline');
  const published = [firstText(review, 'datePublished'), firstText(article, 'datePublished')];
  const publishedAt = [...published, meta.get('article:published_time') ?? null]
    .map(instantOf)
    .find((instant) => instant !== null);
  if (publishedAt === undefined) return fail('it does not say when it was published, as an ISO 8601 date');
  const rating = ratingFor(graph.thingsOf(review, 'reviewRating')[0] ?? {}, scales);
  if (!rating.ok) return rating;

  return ok({
    slug: rulingSlug(address, place),
    externalId: externalIdOf(address, place),
    url: address.href,
    headline,
    claim: {
      text,
      madeOn: dayOf(firstText(item, 'datePublished', 'dateCreated')),
      claimant,
      appearances: appearancesOf(graph, item),
    },
    ...rating.value,
    summary: summaryOf(review),
    image: imageOf(markup, [review, article]),
    authors: authorsOf(graph, [review, article]),
    ...languageOf(review, markup),
    publishedAt,
    texts: 'none',
  });
};

/** The description of the ClaimReview, where it is short enough to be one point of a summary. */
const summaryOf = (review: Thing): string[] => {
  const text = firstText(review, 'abstract', 'description');
  return text === null || text.length > maxSummary ? [] : [text];
};

/** An image that is described in words; whether others may show it is not in any markup, so they may not. */
const imageOf = ({ graph, meta }: Markup, things: readonly Thing[]): Draft['image'] => {
  const named = things.flatMap((thing) => graph.thingsOf(thing, 'image'));
  const shared = { url: meta.get('og:image'), caption: meta.get('og:image:alt') };
  for (const image of [...named, shared]) {
    const url = firstAddress(image);
    const alt = firstText(image, 'caption', 'description');
    if (url !== undefined && alt !== null)
      return { url, alt, credit: firstText(image, 'creditText'), syndicable: false };
  }
  return null;
};

/** The persons who wrote it: the newsroom itself, which most name as the author of the review, is none. */
const authorsOf = (graph: Graph, things: readonly Thing[]): Draft['authors'] => {
  const names = things
    .flatMap((thing) => graph.thingsOf(thing, 'author'))
    .flatMap((author) => (isOfType(author, 'Person') ? (firstText(author, 'name') ?? []) : []));
  return [...new Set(names)].slice(0, maxAuthors).map((name) => ({ name, slug: slugOf(name) }));
};

/** The language of the review, else of the page, where it is a tag of BCP 47; the newsroom's own otherwise. */
const languageOf = (review: Thing, { graph, language }: Markup): Pick<Draft, 'language'> => {
  const named = graph.thingsOf(review, 'inLanguage').map((thing) => firstText(thing, 'alternateName', 'name'));
  for (const text of [...named, language]) {
    const [, primary, rest = ''] = /^([A-Za-z]{2,3})((?:[-_][A-Za-z0-9]{2,8})*)$/.exec(text?.trim() ?? '') ?? [];
    if (primary !== undefined) return { language: primary.toLowerCase() + rest.replaceAll('_', '-') };
  }
  return {};
};
