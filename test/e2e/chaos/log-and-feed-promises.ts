import { expect } from 'vitest';
import { renderFeed } from '../../../shared/adapters/feed/renderer.ts';
import type { RulingEvent } from '../../../shared/domain/event.ts';
import { parseFacet } from '../../../shared/domain/facet.ts';
import { feedDocument, feedLength } from '../../../shared/domain/feed-document.ts';
import { feedFormats, feedPath } from '../../../shared/domain/feed-format.ts';
import { listRevisions } from '../../../shared/use-cases/list-revisions.ts';
import type { Scene } from './scene.ts';

/** The log is gapless, each ruling has its revisions in order, and what the editor was told is there under the sequence he was told. */
export const theLogIsWhole = async ({ stores, editor }: Scene): Promise<readonly RulingEvent[]> => {
  const log = await stores.rulings.eventsAfter(0, 10_000);
  expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, at) => at + 1));
  const sequences = new Map(log.map(({ id, sequence }) => [id, sequence]));
  expect(sequences.size, 'events by their ids').toBe(log.length);
  for (const { id, sequence } of editor.acknowledged)
    expect(log[sequence - 1]?.id, `the acknowledged event ${sequence}`).toBe(id);
  for (const { id, slug, revision } of editor.written) {
    const revisions = log.filter(({ rulingId }) => rulingId === id).map((event) => event.revision);
    expect(revisions, `revisions of ${slug}`).toEqual(Array.from({ length: revision }, (_, at) => at + 1));
  }
  expect(new Set(log.map(({ rulingId }) => rulingId)).size, 'rulings').toBe(editor.written.length);
  return log;
};

/** Each feed that an event touched is what a fresh build makes of the rulings as they are, and each event is on record with its feeds. */
export const theFeedsAreRight = async (scene: Scene, log: readonly RulingEvent[]): Promise<void> => {
  const { rulings, feedRecord, directory } = scene.stores;
  for (const text of new Set(log.flatMap(({ facets }) => ['all', ...facets]))) {
    const { facet } = parseFacet(text);
    const listed = await listRevisions({ rulings, newsroom: scene.newsroom }, facet, feedLength);
    const newestArchive = (await directory.archives()).findLast(({ ready }) => ready)?.month;
    const document = feedDocument(facet, listed, scene.newsroom, newestArchive);
    const ids = listed.map(({ revision }) => revision.rulingId);
    expect(new Set(ids).size, `rulings in ${text}`).toBe(ids.length);
    for (const format of feedFormats) {
      const path = feedPath(facet, format);
      const served = await fetch(`${scene.baseUrl}${path}`);
      expect(await served.text(), path).toBe(renderFeed(document, format));
    }
  }
  for (const { rulingId, sequence, facets } of log) {
    const wanted = ['all', ...facets].flatMap((facet) => feedFormats.map((format) => feedPath(facet, format)));
    const carrying = await feedRecord.of(rulingId, sequence);
    expect(carrying.map(({ path }) => path).sort(), `feeds of event ${sequence}`).toEqual(wanted.sort());
  }
};
