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

/** `all`, or a facet's name and one value of it: `topic#ukraine`. */
export type Facet = 'all' | `${FacetName}#${string}`;

/** The facets of a ruling, without repeats; `all` is not among them. */
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
export const parseFacet = (text: string): { facet: Facet; name: FacetName; value: string } | { facet: 'all' } => {
  if (text === 'all') return { facet: 'all' };
  const name = facetNames.find((known) => text.startsWith(`${known}#`));
  if (name === undefined) throw new Error(`not a facet: ${text}`);
  const value = text.slice(name.length + 1);
  return { facet: `${name}#${value}`, name, value };
};

/** Where the feeds of a facet are: `/feeds` or `/feeds/topics/ukraine`. */
export const feedFolder = (text: string): string => {
  const parsed = parseFacet(text);
  return 'name' in parsed ? `/feeds/${facetFolders[parsed.name]}/${parsed.value}` : '/feeds';
};
