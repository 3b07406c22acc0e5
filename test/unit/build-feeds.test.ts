import { describe, expect, it } from 'vitest';
import type { EventMessage } from '../../shared/domain/event.ts';
import { facetsOf, feedFolder } from '../../shared/domain/facet.ts';
import { feedFormats } from '../../shared/domain/feed-format.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import { type BuildFeedsDeps, buildFeeds } from '../../shared/use-cases/build-feeds.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeFeedCache } from '../fakes/feed-cache.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';
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
  months: ['2026-11'],
  ...differs,
});

const setUp = () => {
  const clock = sleeplessClock('2026-11-20T12:00:00.400Z');
  const store = fakeFeedFiles(clock.now);
  const { reader, commit } = listedRulings();
  const record = fakeFeedRecord();
  const log = recordingLog();
  const directory = fakeFeedDirectory();
  const cache = fakeFeedCache();
  const told: { paths: string[]; sequence: number }[] = [];
  const planFollowers: BuildFeedsDeps['planFollowers'] = async (feeds, sequence) => {
    told.push({ paths: feeds.map(({ path }) => path), sequence });
  };
  const ports = { rulings: reader, files: store.files, directory, record, cache, planFollowers, clock, log };
  const deps: BuildFeedsDeps = { ...ports, render, newsroom };
  return { ...store, reader, directory, commit, record, cache, told, log, clock, deps, build: buildFeeds(deps) };
};

describe('buildFeeds', () => {
  it('builds all rulings and each facet in three formats, once for a batch, and records what carries each event', async () => {
    const { build, commit, writes, record } = setUp();
    commit(revision());
    const second = message({ id: 'evt_01JD4Z00000000000000000002', sequence: 2, facets: ['topic#transport'] });
    expect(await build([message(), second, message()])).toEqual(new Map());

    const folders = ['', '/ratings/false', '/claimants/alex-doe', '/topics/transport', '/authors/sam-roe'];
    const all = [...folders, '/editions/new-york', '/languages/en'];
    const paths = all.flatMap((folder) => feedFormats.map((format) => `/feeds${folder}/${format}`));
    const copies = all.flatMap((folder) => ['atom.xml.gz', 'feed.json.gz'].map((name) => `/feeds${folder}/${name}`));
    expect(writes.map(({ path }) => path).toSorted()).toEqual([...paths, ...copies].toSorted());
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
    const seconds = writes.map(({ lastModified }) => new Date(lastModified).toISOString().slice(17, 19));
    expect(seconds).toEqual([...Array.from({ length: 5 }, () => '00'), ...Array.from({ length: 5 }, () => '01')]);
  });

  it('writes the feed that a ruling left, though it is empty now', async () => {
    const { build, commit, standing } = setUp();
    commit(revision());
    await build([message()]);
    commit(revision({ revision: 2, content: { topics: ['health'] } }));
    await build([message({ facets: ['topic#transport', 'topic#health'] })]);
    expect(standing('/feeds/topics/transport/rss.xml')?.body).toBe('["rss.xml",[]]');
    expect(standing('/feeds/topics/health/rss.xml')?.body).toContain('rul_');
  });

  it('keeps in the feed of the old rating the revision that left it, among the others by its time', async () => {
    const { build, commit, standing } = setUp();
    const at = (minute: number) => `2026-11-20T12:0${minute}:00.000Z`;
    const other = (id: string, minute: number) =>
      commit(revision({ rulingId: `rul_01JD4Z0000000000000000000${id}`, changedAt: at(minute) }));
    commit(revision());
    other('A', 1);
    commit(revision({ revision: 2, content: { rating: 'true' }, changedAt: at(2) }));
    other('B', 3);
    commit(revision({ revision: 3, content: { rating: 'true' }, changedAt: at(4) }));
    await build([message({ facets: ['rating#false', 'rating#true'] })]);
    const ids = (rating: string) =>
      JSON.parse(standing(`/feeds/ratings/${rating}/feed.json`)?.body ?? '')[1].map(
        ([id, revisionNumber]: [string, number]) => [id.slice(-1), revisionNumber],
      );
    expect(ids('false')).toEqual([
      ['B', 1],
      ['1', 2],
      ['A', 1],
    ]);
    expect(ids('true')).toEqual([['1', 3]]);
  });

  it('lists a facet before its first file stands, in the words of a ruling that has it', async () => {
    const { build, commit, directory, writes } = setUp();
    const list = directory.list;
    const listed: [string, number][] = [];
    directory.list = async (feeds) => {
      for (const { facet } of feeds)
        listed.push([facet, writes.filter(({ path }) => path.startsWith(feedFolder(facet))).length]);
      await list(feeds);
    };
    commit(revision());
    await build([message()]);
    expect(listed.toSorted()).toEqual(
      facetsOf(content)
        .map((facet) => [facet, 0])
        .toSorted(),
    );
    expect(await directory.feedsAfter('claimant#', 1)).toEqual([{ facet: 'claimant#alex-doe', label: 'Alex Doe' }]);
    commit(revision({ revision: 2, content: { topics: [] } }));
    await build([message({ facets: ['topic#transport'] })]);
    expect(await directory.feedsAfter('rating#false', 9)).toEqual([{ facet: 'topic#transport', label: 'transport' }]);
  });

  it('fails only the events whose feeds could not be built, and records none of them', async () => {
    const { build, reader, commit, record, deps } = setUp();
    commit(revision());
    const rulings = {
      ...reader,
      newest: (facet: Parameters<typeof reader.newest>[0], limit: number) =>
        facet === 'topic#transport' ? Promise.reject(new Error('throttled')) : reader.newest(facet, limit),
    };
    const broken = buildFeeds({ ...deps, rulings });
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
    const { build, commit, clock, files, deps, standing } = setUp();
    const about = (revisionNumber: number, topic: string) =>
      commit(revision({ revision: revisionNumber, content: { topics: [topic] } }));
    about(1, 'health');
    const enterAndLeave = [message({ facets: ['topic#health', 'topic#transport'] })];
    await build(enterAndLeave);
    clock.advance(5_000);

    about(2, 'transport');
    let left = false;
    const put: typeof files.put = async (file, replaces) => {
      if (!left && file.path.startsWith('/feeds/topics/transport/')) {
        left = true;
        about(3, 'health');
        await build(enterAndLeave);
        clock.advance(5_000);
      }
      return files.put(file, replaces);
    };
    await buildFeeds({ ...deps, files: { ...files, put } })(enterAndLeave);
    expect(left).toBe(true);
    for (const format of feedFormats)
      expect(standing(`/feeds/topics/transport/${format}`)?.body).toBe(JSON.stringify([format, []]));
  });

  it('lets caches forget what a correction or a retraction replaced, and nothing else', async () => {
    const { build, commit, cache } = setUp();
    commit(revision());
    await build([message(), message({ type: 'ruling.updated', sequence: 2 })]);
    expect(cache.invalidated).toEqual([]);
    const id = 'evt_01JD4Z00000000000000000002';
    const corrected = message({ id, type: 'ruling.corrected', facets: ['rating#true', 'corrections'] });
    await build([corrected, corrected]);
    await build([message({ type: 'ruling.retracted', facets: [] })]);
    const all = ['/feeds/atom.xml*', '/feeds/feed.json*', '/feeds/rss.xml*'];
    expect(cache.invalidated).toEqual([
      {
        occasion: id,
        paths: [
          ...all.slice(0, 1),
          '/feeds/corrections/*',
          ...all.slice(1, 2),
          '/feeds/ratings/true/*',
          ...all.slice(2),
        ],
      },
      { occasion: message().id, paths: all },
    ]);
  });

  it('lets caches forget once for a batch, under the events that are errors of ours', async () => {
    const { build, commit, cache } = setUp();
    commit(revision());
    const of = (last: string, type: EventMessage['type'], facets: string[]) =>
      message({ id: `evt_01JD4Z0000000000000000000${last}`, type, facets });
    await build([
      of('9', 'ruling.retracted', ['topic#health']),
      of('2', 'ruling.published', ['topic#x']),
      of('3', 'ruling.corrected', []),
    ]);
    expect(cache.invalidated).toMatchObject([
      { occasion: 'evt_01JD4Z00000000000000000003 evt_01JD4Z00000000000000000009' },
    ]);
    expect(cache.invalidated[0]?.paths).toContain('/feeds/topics/health/*');
    expect(cache.invalidated[0]?.paths).not.toContain('/feeds/topics/x/*');
  });

  it('lets caches forget once the feed is written, and again when that failed, which holds up nothing else', async () => {
    const { deps, commit, cache, record, told, writes } = setUp();
    commit(revision());
    let tries = 0;
    const failing: BuildFeedsDeps['cache'] = {
      invalidate: async (paths, occasion) => {
        expect(writes).toHaveLength(5);
        if (tries++ === 0) throw new Error('throttled');
        await cache.invalidate(paths, occasion);
      },
    };
    const build = buildFeeds({ ...deps, cache: failing });
    const retracted = message({ type: 'ruling.retracted', facets: [] });
    const other = message({ id: 'evt_01JD4Z00000000000000000002', sequence: 2, facets: [] });
    expect([...(await build([retracted, other])).keys()]).toEqual([retracted.id]);
    expect(await record.of(retracted.rulingId, 1)).toHaveLength(3);
    expect(told).toHaveLength(1);
    expect((await build([retracted])).size).toBe(0);
    expect(cache.invalidated).toHaveLength(1);
  });

  it('tells followers of each feed that carries an event, once for a batch, also of one that another wrote', async () => {
    const { build, commit, told, writes } = setUp();
    commit(revision());
    const second = message({ id: 'evt_01JD4Z00000000000000000002', sequence: 2, facets: ['topic#transport'] });
    await build([second, message({ facets: ['topic#transport'] })]);
    const written = writes.length;
    await build([message({ facets: ['topic#transport'] })]);
    expect(writes).toHaveLength(written);
    const paths = ['/feeds', '/feeds/topics/transport'].flatMap((folder) =>
      feedFormats.map((name) => `${folder}/${name}`),
    );
    expect(told).toEqual([
      { paths, sequence: 2 },
      { paths, sequence: 1 },
    ]);
  });

  it('brings back every event whose followers could not be told', async () => {
    const { deps, commit, record } = setUp();
    commit(revision());
    const planFollowers = () => Promise.reject(new Error('throttled'));
    const build = buildFeeds({ ...deps, planFollowers });
    expect([...(await build([message()])).keys()]).toEqual([message().id]);
    // the feeds carry it all the same
    expect(await record.of(message().rulingId, 1)).not.toEqual([]);
  });

  it('tells followers of the feeds that were built, whatever became of the others', async () => {
    const { deps, reader, commit, told } = setUp();
    commit(revision());
    const rulings = {
      ...reader,
      newest: (facet: Parameters<typeof reader.newest>[0], limit: number) =>
        facet === 'topic#transport' ? Promise.reject(new Error('throttled')) : reader.newest(facet, limit),
    };
    await buildFeeds({ ...deps, rulings })([message({ facets: ['topic#transport'] })]);
    expect(told).toEqual([{ paths: feedFormats.map((name) => `/feeds/${name}`), sequence: 1 }]);
  });
});
