import type { KnownTopic } from '../domain/inbound-commands.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';
import { listLabels } from './list-labels.ts';

/** The topics that have feeds, with the words that people may name them by. */
export const listTopics =
  ({ directory }: { readonly directory: Pick<FeedDirectory, 'feedsAfter'> }) =>
  async (): Promise<readonly KnownTopic[]> => {
    const topics = await listLabels(directory)('topic');
    return topics.map(({ slug, label }) => ({ slug, labels: [label] }));
  };
