import type { FacetName } from '../domain/facet.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';

/** One value of a facet as people know it. */
export interface Labelled {
  readonly slug: string;
  readonly label: string;
}

const pageSize = 200;

/** The values of a facet that have feeds, in the order of their slugs: each that a ruling is about has. */
export const listLabels =
  (directory: Pick<FeedDirectory, 'feedsAfter'>) =>
  async (name: FacetName): Promise<readonly Labelled[]> => {
    const prefix = `${name}#`;
    const labels: Labelled[] = [];
    // in the order of their facets all of a name stand together
    let after: string | undefined = prefix;
    while (after !== undefined) {
      const page = await directory.feedsAfter(after, pageSize);
      const found = page.filter(({ facet }) => facet.startsWith(prefix));
      for (const { facet, label } of found) labels.push({ slug: facet.slice(prefix.length), label });
      after = found.length === pageSize ? found.at(-1)?.facet : undefined;
    }
    return labels;
  };
