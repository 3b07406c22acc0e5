import type { Failure } from '../../api/client.ts';

/** What fields are called, by the pointer that the API names them with: `*` stands for a place in a list, counted from 1 in the words. */
const labels: Readonly<Record<string, string>> = {
  '/headline': 'Headline',
  '/slug': 'Slug',
  '/url': 'URL',
  '/claim/text': 'Claim',
  '/claim/claimant/name': 'Speaker',
  '/claim/claimant/slug': 'Speaker’s slug',
  '/claim/claimant/kind': 'Kind of speaker',
  '/claim/claimant/title': 'Speaker’s title',
  '/claim/madeOn': 'Made on',
  '/claim/venue': 'Venue',
  '/claim/appearances/*/url': 'Appearance * URL',
  '/claim/appearances/*/archiveUrl': 'Appearance * archived copy',
  '/rating': 'Rating',
  '/scale': 'Scale',
  '/summary': 'Summary',
  '/summary/*': 'Summary, point *',
  '/bodyHtml': 'Body',
  '/image/url': 'Picture URL',
  '/image/alt': 'Picture description',
  '/image/credit': 'Picture credit',
  '/authors/*/name': 'Author * name',
  '/authors/*/slug': 'Author * slug',
  '/topics': 'Topics',
  '/topics/*': 'Topic *',
  '/editions': 'Editions',
  '/editions/*': 'Edition *',
  '/language': 'Language',
  '/sources/*/outlet': 'Source * outlet',
  '/sources/*/title': 'Source * title',
  '/sources/*/url': 'Source * URL',
  '/sources/*/archiveUrl': 'Source * archived copy',
  '/sources/*/publishedOn': 'Source * date',
  '/checkedAsOf': 'Checked as of',
  '/texts': 'Texts',
  '/textBody': 'Own text',
  '/publishAt': 'Publish at',
};

/** The field that shows what is at this pointer; undefined where no field of the form does. */
export const labelAt = (pointer: string): string | undefined => {
  const [index] = /\d+(?=\/|$)/.exec(pointer) ?? [];
  const label = labels[pointer.replace(/\/\d+(?=\/|$)/g, '/*')];
  return label?.replace('*', String(Number(index) + 1));
};

/** Fields of a draft that the form shows; `scale` goes with the rating. */
export const shownFields: ReadonlySet<string> = new Set(
  Object.keys(labels).map((pointer) => pointer.split('/')[1] ?? ''),
);

/** A failure with the names that the form has for fields. */
export const withLabels = (failure: Failure): Failure => ({
  ...failure,
  errors: failure.errors.map(({ pointer, detail }) => {
    const label = labelAt(pointer);
    return label === undefined ? { pointer, detail } : { pointer: '', detail: `${label}: ${detail}` };
  }),
});
