import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../shared/domain/event.ts';
import { facetsOf } from '../../shared/domain/facet.ts';
import { feedFormats } from '../../shared/domain/feed-document.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import { buildFeeds } from '../../shared/use-cases/build-feeds.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';
import { fakeFeedRecord } from '../fakes/feed-record.ts';
import { listedRulings } from '../fakes/listed-rulings.ts';
import { recordingLog } from '../fakes/log.ts';
import { content, newsroom, revision } from '../samples/revision.ts';

const render: FeedRenderer = ({ entries }, format) =>
  JSON.stringify([format, entries.map(({ rulingwire: { rulingId, revision } }) => [rulingId, revision])]);

const message = (differs: Partial<EventMessage> = {}): EventMessage => ({
  id: 'evt_01JD4Z00000000000000000001',
  type: 'ruling.published',
  sequence: 1,
  rulingId: 'rul_01JD4Z00000000000000000001',
  revision: 1,
  facets: facetsOf(content),
  ...differs,
});

const setUp = () => {
  const clock = sleeplessClock('2026-11-20T12:00:00.400Z');
  const store = fakeFeedFiles(clock.now);
  const { reader, commit } = listedRulings();
  const record = fakeFeedRecord();
  const log = recordingLog();
  const build = buildFeeds({ rulings: reader, files: store.files, render, record, clock, log, newsroom });
  return { ...store, reader, commit, record, log, clock, build };
};

describe('buildFeeds', () => {
  it('builds all rulings and each facet in three formats, once for a batch, and records what carries each event', async () => {
    const { build, commit, writes, record } = setUp();
    commit(revision());
    const second = message({ id: 'evt_01JD4Z00000000000000000002', sequence: 2, facets: ['topic#transport'] });
    expect(await build([message(), second, message()])).toEqual(new Map());

    const folders = ['', '/ratings/false', '/claimants/alex-doe', '/topics/transport', '/authors/sam-roe'];
    const paths = [...folders, '/editions/new-york', '/languages/en'].flatMap((folder) =>
      feedFormats.map((format) => `/feeds${folder}/${format}`),
    );
    expect(writes.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    const carrying = await record.of('rul_01JD4Z00000000000000000001', 1);
    expect(carrying.map(({ path }) => path).toSorted()).toEqual(paths.toSorted());
    expect(carrying[0]).toMatchObject({ path: '/feeds/rss.xml', writtenAt: '2026-11-20T12:00:00.400Z' });
    expect(await record.of('rul_01JD4Z00000000000000000001', 2)).toHaveLength(6);
  });

  it('writes nothing when nothing changed, and counts the feed as it stands', async () => {
    const { build, commit, writes, record, clock } = setUp();
    commit(revision());
    await build([message()]);
    const before = writes.length;
    clock.advance(90_000);
    await build([message({ sequence: 9 })]);
    expect(writes).toHaveLength(before);
    const [feed] = await record.of('rul_01JD4Z00000000000000000001', 9);
    expect(feed).toMatchObject({
      writtenAt: '2026-11-20T12:00:00.000Z',
      etag: expect.stringMatching(/^"[0-9a-f]{32}"$/),
    });
  });

  it('waits for the next second of the store before it writes a feed again', async () => {
    const { build, commit, writes } = setUp();
    commit(revision());
    await build([message({ facets: [] })]);
    commit(revision({ revision: 2 }));
    await build([message({ facets: [] })]);
    expect(writes.map(({ lastModified }) => new Date(lastModified).toISOString().slice(17, 19))).toEqual([
      '00',
      '00',
      '00',
      '01',
      '01',
      '01',
    ]);
  });

  it('writes the feed that a ruling left, though it is empty now', async () => {
    const { build, commit, standing } = setUp();
    commit(revision());
    await build([message()]);
    commit(revision({ revision: 2, content: { rating: 'true' } }));
    await build([message({ facets: ['rating#false', 'rating#true'] })]);
    expect(standing('/feeds/ratings/false/rss.xml')?.body).toBe('["rss.xml",[]]');
    expect(standing('/feeds/ratings/true/rss.xml')?.body).toContain('rul_');
  });

  it('fails only the events whose feeds could not be built, and records none of them', async () => {
    const { build, reader, commit, record, clock, log, files } = setUp();
    commit(revision());
    const rulings = {
      ...reader,
      newest: (facet: Parameters<typeof reader.newest>[0], limit: number) =>
        facet === 'topic#transport' ? Promise.reject(new Error('throttled')) : reader.newest(facet, limit),
    };
    const broken = buildFeeds({ rulings, files, render, record, clock, log, newsroom });
    const fine = message({ id: 'evt_01JD4Z00000000000000000002', sequence: 2, facets: ['language#en'] });
    expect([...(await broken([message(), fine])).keys()]).toEqual(['evt_01JD4Z00000000000000000001']);
    expect(await record.of('rul_01JD4Z00000000000000000001', 1)).toEqual([]);
    expect(await record.of('rul_01JD4Z00000000000000000001', 2)).toHaveLength(6);
    expect((await build([message()])).size).toBe(0);
  });

  it('lists a ruling once that a query found in its old place and in its new one', async () => {
    const { build, reader, commit, standing } = setUp();
    commit(revision());
    const newest = reader.newest;
    reader.newest = async (facet, limit) => {
      const entries = await newest(facet, limit);
      return [...entries, ...entries];
    };
    await build([message()]);
    expect(standing('/feeds/feed.json')?.body).toBe('["feed.json",[["rul_01JD4Z00000000000000000001",1]]]');
  });

  it('sees that its write came too late, though the file it replaced was back to what it had seen', async () => {
    const { build, reader, commit, record, clock, log, files, standing } = setUp();
    const rated = (revisionNumber: number, rating: string) =>
      commit(revision({ revision: revisionNumber, content: { rating } }));
    rated(1, 'true');
    const enterAndLeave = [message({ facets: ['rating#true', 'rating#false'] })];
    await build(enterAndLeave);
    clock.advance(5_000);

    rated(2, 'false');
    let left = false;
    const put: typeof files.put = async (path, ...rest) => {
      if (!left && path.startsWith('/feeds/ratings/false/')) {
        left = true;
        rated(3, 'true');
        await build(enterAndLeave);
        clock.advance(5_000);
      }
      return files.put(path, ...rest);
    };
    await buildFeeds({ rulings: reader, files: { ...files, put }, render, record, clock, log, newsroom })(
      enterAndLeave,
    );
    expect(left).toBe(true);
    for (const format of feedFormats)
      expect(standing(`/feeds/ratings/false/${format}`)?.body).toBe(JSON.stringify([format, []]));
  });
});
