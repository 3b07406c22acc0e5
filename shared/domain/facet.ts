import type { RulingContent } from './ruling.ts';

/** Each facet's name, and the folder of its feeds below `/feeds/`. */
export const facetFolders = {
  rating: 'ratings',
  claimant: 'claimants',
  topic: 'topics',
  author: 'authors',
  edition: 'editions',
  language: 'languages',
} as const;

export type FacetName = keyof typeof facetFolders;
export const facetNames = [
  'rating',
  'claimant',
  'topic',
  'author',
  'edition',
  'language',
] as const satisfies FacetName[];

/** Lists that are no facet, and have feeds all the same: all rulings, and those that were corrected or retracted. */
const wholeLists = ['all', 'corrections'] as const;
type WholeList = (typeof wholeLists)[number];

/** A facet's name and one value of it, such as `topic#ukraine`, or a list of rulings by itself. */
export type Facet = WholeList | `${FacetName}#${string}`;

/** The facets of a ruling, without repeats; the lists by themselves are not among them. */
export const facetsOf = (content: RulingContent): Facet[] => [
  ...new Set<Facet>([
    `rating#${content.rating}`,
    `claimant#${content.claim.claimant.slug}`,
    ...content.topics.map((slug) => `topic#${slug}` as const),
    ...content.authors.map(({ slug }) => `author#${slug}` as const),
    ...content.editions.map((slug) => `edition#${slug}` as const),
    `language#${content.language.toLowerCase()}`,
  ]),
];

/** A facet's two parts. Throws on what is no facet: such a text can only come from a damaged row. */
export const parseFacet = (text: string): { facet: Facet; name: FacetName; value: string } | { facet: WholeList } => {
  const whole = wholeLists.find((list) => list === text);
  if (whole) return { facet: whole };
  const name = facetNames.find((known) => text.startsWith(`${known}#`));
  if (name === undefined) throw new Error(`not a facet: ${text}`);
  const value = text.slice(name.length + 1);
  return { facet: `${name}#${value}`, name, value };
};

/** Where the feeds of a facet are: `/feeds`, `/feeds/corrections` or `/feeds/topics/ukraine`. */
export const feedFolder = (text: string): string => {
  const parsed = parseFacet(text);
  if ('name' in parsed) return `/feeds/${facetFolders[parsed.name]}/${parsed.value}`;
  return parsed.facet === 'all' ? '/feeds' : `/feeds/${parsed.facet}`;
};
