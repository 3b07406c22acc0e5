import type { KnownTopic } from '../domain/inbound-commands.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';

const prefix = 'topic#';
const pageSize = 200;

/** The topics that have feeds: each that a ruling is about has. */
export const listTopics =
  ({ directory }: { readonly directory: Pick<FeedDirectory, 'feedsAfter'> }) =>
  async (): Promise<readonly KnownTopic[]> => {
    const topics: KnownTopic[] = [];
    // in the order of their facets all topics stand together
    let after: string | undefined = prefix;
    while (after !== undefined) {
      const page = await directory.feedsAfter(after, pageSize);
      const found = page.filter(({ facet }) => facet.startsWith(prefix));
      for (const { facet, label } of found) topics.push({ slug: facet.slice(prefix.length), labels: [label] });
      after = found.length === pageSize ? found.at(-1)?.facet : undefined;
    }
    return topics;
  };
