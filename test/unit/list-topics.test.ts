import { expect, test } from 'vitest';
import { listTopics } from '../../shared/use-cases/list-topics.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';

test('the topics are those that have feeds, all of them, and no other facet', async () => {
  const directory = fakeFeedDirectory();
  const many = Array.from({ length: 450 }, (_, at) => ({
    facet: `topic#t${String(at).padStart(3, '0')}`,
    label: `T ${at}`,
  }));
  const others = ['all', 'rating#false', 'language#en', 'edition#albany'].map((facet) => ({ facet, label: facet }));
  await directory.list([...others, ...many]);
  const topics = await listTopics({ directory })();
  expect(topics).toHaveLength(450);
  expect(topics[17]).toEqual({ slug: 't017', labels: ['T 17'] });
  expect(await listTopics({ directory: fakeFeedDirectory() })()).toEqual([]);
});
