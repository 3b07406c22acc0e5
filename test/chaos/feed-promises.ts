import { expect } from 'vitest';
import { parseFacet } from '../../shared/domain/facet.ts';
import { feedDocument, feedLength } from '../../shared/domain/feed-document.ts';
import { feedFormats, feedPath } from '../../shared/domain/feed-format.ts';
import { listRevisions } from '../../shared/use-cases/list-revisions.ts';
import { newsroom } from '../samples/revision.ts';
import type { Lived } from './run.ts';
import { renderInShort } from './short-feeds.ts';

/** Each file of each facet is what a fresh build would make, every event is on record with its feeds, and Last-Modified rose by seconds. */
export const theFeedsAreRight = async ({ world }: Lived): Promise<void> => {
  const { rulings, feeds, feedRecord, commits } = world;
  for (const text of new Set(commits.flatMap(({ facets }) => ['all', ...facets]))) {
    const { facet } = parseFacet(text);
    const document = feedDocument(facet, await listRevisions({ rulings, newsroom }, facet, feedLength), newsroom);
    for (const format of feedFormats)
      expect(feeds.standing(feedPath(facet, format))?.body, feedPath(facet, format)).toBe(
        renderInShort(document, format),
      );
  }
  for (const { rulingId, sequence, facets } of commits) {
    const wanted = ['all', ...facets].flatMap((facet) => feedFormats.map((format) => feedPath(facet, format)));
    const carrying = await feedRecord.of(rulingId, sequence);
    expect(carrying.map(({ path }) => path).sort(), `the feeds of event ${sequence}`).toEqual(wanted.sort());
  }
  for (const [path, writes] of Map.groupBy(feeds.writes, (write) => write.path))
    for (const [at, { lastModified, body }] of writes.slice(1).entries()) {
      expect(lastModified, `${path}: Last-Modified`).toBeGreaterThanOrEqual((writes[at]?.lastModified ?? 0) + 1_000);
      expect(body, `${path}: a write that changes it`).not.toBe(writes[at]?.body);
    }
};
