import { describe, expect, test } from 'vitest';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import type { FeedDirectory } from '../../shared/ports/feed-directory.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const feed = (facet: string, label = facet) => ({ facet, label });

/** `again` opens the same directory for another process. */
const feedDirectoryContract = (open: () => Promise<{ directory: FeedDirectory; again(): FeedDirectory }>): void => {
  test('feeds are told in the order of their facets, a page at a time', async () => {
    const { directory } = await open();
    expect(await directory.feedsAfter(undefined, 10)).toEqual([]);
    await directory.list(['topic#b', 'author#z', 'topic#a-b', 'topic#a'].map((facet) => feed(facet)));
    const facets = ['author#z', 'topic#a', 'topic#a-b', 'topic#b'].map((facet) => feed(facet));
    expect(await directory.feedsAfter(undefined, 10)).toEqual(facets);
    expect(await directory.feedsAfter(undefined, 2)).toEqual(facets.slice(0, 2));
    expect(await directory.feedsAfter('topic#a', 2)).toEqual(facets.slice(2));
    expect(await directory.feedsAfter('topic#b', 2)).toEqual([]);
  });

  test('a feed that is listed again has the new label, whoever lists it', async () => {
    const { directory, again } = await open();
    await directory.list([feed('author#a', 'A'), feed('author#b', 'B')]);
    await directory.list([feed('author#a', 'Another A')]);
    await again().list([feed('author#b', 'Another B')]);
    const labels = [feed('author#a', 'Another A'), feed('author#b', 'Another B')];
    expect(await directory.feedsAfter(undefined, 10)).toEqual(labels);
    expect(await again().feedsAfter(undefined, 10)).toEqual(labels);
  });

  test('a feed that is expected keeps the label that it has, and takes a better one', async () => {
    const { directory, again } = await open();
    await directory.list([feed('author#a', 'A')]);
    for (const each of [directory, again()]) await each.expectFeeds([feed('author#a', 'a'), feed('author#b', 'b')]);
    expect(await directory.feedsAfter(undefined, 10)).toEqual([feed('author#a', 'A'), feed('author#b', 'b')]);
    for (const each of [directory, again()]) await each.list([feed('author#b', 'B')]);
    expect(await directory.feedsAfter('author#a', 10)).toEqual([feed('author#b', 'B')]);
  });

  test('archives are told oldest first, and are owed until they stand', async () => {
    const { directory } = await open();
    expect(await directory.archives()).toEqual([]);
    await directory.expectArchives(['2026-11', '2025-12', '2026-02']);
    await directory.archiveStands('2026-02');
    expect(await directory.archives()).toEqual([
      { month: '2025-12', ready: false },
      { month: '2026-02', ready: true },
      { month: '2026-11', ready: false },
    ]);
  });

  test('an archive that stands is not owed again, whoever expects it', async () => {
    const { directory, again } = await open();
    await directory.archiveStands('2026-10');
    await directory.expectArchives(['2026-10']);
    await again().expectArchives(['2026-10']);
    expect(await again().archives()).toEqual([{ month: '2026-10', ready: true }]);
  });

  test('years of corrections are told earliest first, and one that is linked stays so', async () => {
    const { directory, again } = await open();
    expect(await directory.yearsOfCorrections()).toEqual([]);
    for (const year of ['2026', '2024', '2025']) await directory.correctionsStand(year);
    await directory.correctionsAreLinked('2025');
    for (const each of [directory, again()]) await each.correctionsStand('2025');
    expect(await again().yearsOfCorrections()).toEqual([
      { year: '2024', linked: false },
      { year: '2025', linked: true },
      { year: '2026', linked: false },
    ]);
  });
};

describe('the directory of feeds in memory', () =>
  feedDirectoryContract(async () => {
    const directory = fakeFeedDirectory();
    return { directory, again: () => directory };
  }));

inDynamo('the directory of feeds', (tables) => {
  feedDirectoryContract(async () => {
    const { client } = tables();
    const name = await tables().make();
    return { directory: createFeedDirectory(client, name), again: () => createFeedDirectory(client, name) };
  });
});
