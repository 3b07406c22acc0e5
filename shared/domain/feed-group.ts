import { type FacetName, facetNames, parseFacet } from './facet.ts';
import { feedsWordingFor } from './feeds-wording.ts';
import type { Newsroom } from './newsroom.ts';
import { cleanLine } from './plain-text.ts';
import { slugLabel } from './slug-label.ts';
import { wordingFor } from './wording.ts';

/** A feed as people choose it. */
export interface NamedFeed {
  readonly facet: string;
  /** Its value alone, as in a list under the name of its facet. */
  readonly label: string;
  /** What its title says beside the newsroom's name. */
  readonly subject: string;
}

/** The feeds of a facet, in the order of people: a rating's is that of its scale, any other by the alphabet. */
export interface FeedGroup {
  readonly facet: FacetName;
  readonly title: string;
  readonly feeds: readonly NamedFeed[];
}

/** The feeds of all rulings and of corrections, which every newsroom has, and those of its facets. */
export const feedGroups = (
  listed: readonly { readonly facet: string; readonly label: string }[],
  newsroom: Newsroom,
): { readonly whole: readonly NamedFeed[]; readonly groups: readonly FeedGroup[] } => {
  const language = newsroom.languages[0] ?? 'en';
  const words = feedsWordingFor(language);
  const wording = wordingFor(language);
  const collator = new Intl.Collator(language, { numeric: true });
  const scale = newsroom.ratingScales.flatMap(({ ratings }) => ratings.map(({ slug }) => slug));
  // a rating that is on no scale any more comes after those that are
  const placeOf = (rating: string) => (scale.includes(rating) ? scale.indexOf(rating) : scale.length);
  const namedIn = {
    ...{ claimant: asItIs, topic: bySlug, author: asItIs, edition: bySlug },
    rating: (_, label) => ({ label, subject: wording.ratedFeed(label) }),
    language: (tag, label) => ({ label: languageIn(language, tag) ?? label, subject: label }),
  } satisfies Record<FacetName, (value: string, label: string) => Pick<NamedFeed, 'label' | 'subject'>>;

  const parsed = listed.flatMap(({ facet: text, label }) => {
    const facet = parseFacet(text);
    return 'name' in facet ? [{ ...facet, ...namedIn[facet.name](facet.value, cleanLine(label) || facet.value) }] : [];
  });
  const groups = facetNames.map((name) => ({
    facet: name,
    title: words.facets[name],
    feeds: parsed
      .filter((feed) => feed.name === name)
      .sort(
        (a, b) =>
          (name === 'rating' ? placeOf(a.value) - placeOf(b.value) : collator.compare(a.label, b.label)) ||
          (a.facet < b.facet ? -1 : 1),
      ),
  }));
  return {
    whole: [
      { facet: 'all', label: words.everything, subject: words.everything },
      { facet: 'corrections', label: words.corrections, subject: wording.correctionsFeed },
    ],
    groups: groups.filter(({ feeds }) => feeds.length > 0),
  };
};

const asItIs = (_: string, label: string) => ({ label, subject: label });

/** The list is read by people; the subject is the title that the feed itself has. */
const bySlug = (slug: string, label: string) => ({ label: label === slug ? slugLabel(slug) : label, subject: label });

const languageIn = (language: string, tag: string): string | undefined => {
  try {
    return new Intl.DisplayNames([language], { type: 'language' }).of(tag);
  } catch (error) {
    // a tag may have the form of one and be none
    if (error instanceof RangeError) return undefined;
    throw error;
  }
};
