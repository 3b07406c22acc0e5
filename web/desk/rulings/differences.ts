import type { RulingContent } from '../../../shared/domain/ruling.ts';

/** A field that two revisions do not have in common, as text. */
export interface Difference {
  readonly label: string;
  readonly before: string;
  readonly after: string;
  /** One value for another: its words are not compared. */
  readonly whole: boolean;
}

const lines = (values: readonly string[]): string => values.join('\n');
const listed = (...values: readonly (string | null | undefined)[]): string =>
  values.filter((value) => value !== null && value !== undefined && value !== '').join(', ');

const whole: ReadonlySet<string> = new Set(['Rating', 'Language', 'Translation of', 'Checked as of']);

const linesOf = (
  content: RulingContent,
  labelOf: (rating: string) => string,
): readonly (readonly [label: string, text: string])[] => {
  const { claim, image, mediaReview } = content;
  const { name, title, slug, kind } = claim.claimant;
  return [
    ['Headline', content.headline],
    ['Rating', labelOf(content.rating)],
    ['Claim', claim.text],
    ['Speaker', listed(name, title, slug, kind)],
    ['Made', listed(claim.madeOn, claim.venue)],
    ['Where it appeared', lines(claim.appearances.map(({ url, archiveUrl }) => listed(url, archiveUrl)))],
    ['In short', lines(content.summary)],
    ['Body', content.bodyHtml],
    ['Text for phones', content.textBody ?? ''],
    ['Address', content.url],
    [
      'Image',
      image === null ? '' : lines([image.url, image.alt, image.credit ?? '', image.syndicable ? 'syndicable' : '']),
    ],
    ['Media', mediaReview === null ? '' : JSON.stringify(mediaReview, null, 2)],
    ['Authors', lines(content.authors.map((author) => listed(author.name, author.slug)))],
    ['Topics', listed(...content.topics)],
    ['Editions', listed(...content.editions)],
    ['Language', content.language],
    ['Translation of', content.translationOf ?? ''],
    [
      'Sources',
      lines(
        content.sources.map((from) => listed(from.outlet, from.title, from.url, from.archiveUrl, from.publishedOn)),
      ),
    ],
    ['Related', lines(content.related)],
    ['Checked as of', content.checkedAsOf ?? ''],
  ];
};

/** Fields that differ, in the order in which they are read; ratings by their labels. */
export const differences = (
  before: RulingContent,
  after: RulingContent,
  labelOf: (rating: string) => string,
): Difference[] => {
  const later = new Map(linesOf(after, labelOf));
  return linesOf(before, labelOf)
    .map(([label, text]) => ({ label, before: text, after: later.get(label) ?? '', whole: whole.has(label) }))
    .filter((field) => field.before !== field.after);
};
