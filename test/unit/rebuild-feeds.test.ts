import { describe, expect, it } from 'vitest';
import { feedFormats } from '../../shared/domain/feed-format.ts';
import type { RebuildMessage } from '../../shared/domain/rebuild.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { rebuildFeeds } from '../../shared/use-cases/rebuild-feeds.ts';
import { startRebuild } from '../../shared/use-cases/start-rebuild.ts';
import { Death, mortal } from '../fakes/mortal.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRebuildState } from '../fakes/rebuild-state.ts';
import { archiveDesk } from '../samples/archive-desk.ts';
import { correcting, publishing } from '../samples/commit.ts';

const inShort: FeedRenderer = ({ history, entries }, format) =>
  JSON.stringify([format, history, entries.map(({ rulingwire: { rulingId, revision } }) => [rulingId, revision])]);

/** The commits of an import, and of a correction since. */
const commits = await (async (): Promise<RulingCommit[]> => {
  const { rulings, commit } = archiveDesk();
  const made = ['2026-08-20', '2026-10-20', '2026-10-21'].map((day) => {
    const publishedAt = `${day}T12:00:00.000Z`;
    return publishing(publishedAt, { publishedAt, topics: [`about-${day}`] });
  });
  for (const each of made) await commit(each);
  const [first] = made;
  if (first === undefined) throw new Error('nothing was published');
  return [...made, await correcting(rulings, first, '2026-11-01T12:00:00.000Z', { rating: 'true' })];
})();

const openWorld = async (pieceMs = 0) => {
  const desk = archiveDesk(inShort);
  for (const commit of commits) await desk.commit(commit);
  const [rebuildState, rebuilds] = [fakeRebuildState(), fakeQueue<RebuildMessage>()];
  const { clock, log } = desk;
  const random = seededRandomness(3);
  const lifeOf = (life = mortal()) => {
    const ports = { rebuildState: life.watch(rebuildState), rebuilds: life.watch(rebuilds) };
    return {
      start: startRebuild({ ...ports, clock, random, log }),
      rebuild: rebuildFeeds({ ...desk.depsOf(life), ...ports, pieceMs }),
    };
  };
  let handled = 0;
  /** Handles messages in their order, each until it is answered; whoever handles one is a process of its own. */
  const work = async (most = Number.POSITIVE_INFINITY, next: () => ReturnType<typeof mortal> = mortal) => {
    for (let done = 0; done < most; done++) {
      const message = rebuilds.messages()[handled];
      if (message === undefined) return;
      const answered = await lifeOf(next())
        .rebuild(message)
        .then(
          () => true,
          (error: unknown) => !(error instanceof Death) && Promise.reject(error),
        );
      if (answered) handled += 1;
    }
  };
  const state = async () => (await rebuildState.read())?.rebuild;
  return {
    ...desk,
    ...lifeOf(),
    rebuildState,
    rebuilds,
    lifeOf,
    work,
    state,
  };
};

describe('a rebuild', () => {
  it('builds every feed, every archive and what leads to them from what is in the tables alone', async () => {
    const { start, work, state, all, directory } = await openWorld();
    const { id, startedAt } = await start();
    await work();
    expect(await state()).toMatchObject({ id, startedAt, counts: { rulings: 3, months: 2, feeds: 9 }, again: false });
    expect((await state())?.finishedAt).not.toBeNull();
    expect(await directory.archives()).toEqual(['2026-08', '2026-10'].map((month) => ({ month, ready: true })));

    const folders = ['', '/corrections', '/ratings/true', '/ratings/false', '/claimants/alex-doe', '/authors/sam-roe'];
    const topics = ['2026-08-20', '2026-10-20', '2026-10-21'].map((day) => `/topics/about-${day}`);
    const feeds = [...folders, ...topics, '/editions/new-york', '/languages/en'].flatMap((folder) =>
      feedFormats.map((format) => `/feeds${folder}/${format}`),
    );
    const months = ['2026/08', '2026/10'];
    const documents = ['index.html', 'opml.xml', 'claimreview.json', 'claimreview/index.json'];
    expect([...all().keys()].filter((path) => !path.endsWith('.gz')).sort()).toEqual(
      [
        ...feeds,
        ...months.flatMap((month) => [`/feeds/archive/${month}/atom.xml`, `/feeds/claimreview/${month}.json`]),
        ...documents.map((name) => `/feeds/${name}`),
        ...['index.html', '2026/index.html'].map((name) => `/corrections/${name}`),
      ].sort(),
    );
    expect(await directory.feedsAfter('author', 1)).toEqual([{ facet: 'author#sam-roe', label: 'Sam Roe' }]);
    expect(all().get('/feeds/rss.xml')).toContain('/feeds/archive/2026/10/atom.xml');
    expect(all().get('/corrections/2026/index.html')).toContain('An earlier version was wrong.');
    expect(await directory.yearsOfCorrections()).toEqual([{ year: '2026', linked: true }]);
  });

  it('writes nothing where everything stands', async () => {
    const { start, work, writes, clock } = await openWorld();
    await start();
    await work();
    const before = writes.length;
    clock.advance(3_600_000);
    await start();
    await work();
    expect(writes.slice(before).map(({ path }) => path)).toEqual([]);
  });

  it('does more in a piece that has the time', async () => {
    const [short, long] = [await openWorld(), await openWorld(3_600_000)];
    for (const { start, work } of [short, long]) {
      await start();
      await work();
    }
    expect(long.rebuilds.sent).toHaveLength(1);
    expect(short.rebuilds.sent.length).toBeGreaterThan(6);
    expect(long.all()).toEqual(short.all());
    const { phase, counts } = (await short.state()) ?? {};
    expect(await long.state()).toMatchObject({ phase, counts });
  });

  it('is answered to who asks while it runs, and begins once more for what it may have passed', async () => {
    const { start, work, commit, state, all, log } = await openWorld();
    const first = await start();
    await work(2);
    const publishedAt = '2026-09-20T12:00:00.000Z';
    await commit(publishing(publishedAt, { publishedAt, topics: ['late'] }));
    expect(await start()).toEqual(first);
    expect(await state()).toMatchObject({ again: true, finishedAt: null });
    await work();
    expect(all().has('/feeds/topics/late/rss.xml')).toBe(true);
    expect(all().has('/feeds/archive/2026/09/atom.xml')).toBe(true);
    expect(await state()).toMatchObject({ counts: { rulings: 4, months: 3 }, again: false });
    expect(log.count('REBUILD_FINISHED')).toBe(1);
    expect((await start()).id).not.toBe(first.id);
  });

  it('goes on when its message was lost and somebody asks', async () => {
    const { start, work, rebuilds, state, rebuild } = await openWorld();
    await start();
    await work(3);
    const lost = rebuilds.sent.length;
    await start();
    for (let at = lost; at < rebuilds.sent.length; at++) {
      const message = rebuilds.messages()[at];
      if (message) await rebuild(message);
    }
    expect((await state())?.finishedAt).not.toBeNull();
  });

  it('is not doubled by messages that come twice, or at once to two', async () => {
    const { start, rebuilds, lifeOf, state, log } = await openWorld();
    await start();
    const [first, second] = [lifeOf(), lifeOf()];
    for (const { message } of rebuilds.sent) {
      await Promise.all([first.rebuild(message), second.rebuild(message)]);
      await first.rebuild(message);
    }
    const { step = 0 } = (await state()) ?? {};
    expect(log.count('REBUILD_FINISHED')).toBe(1);
    expect(log.count('REBUILD_ADVANCED')).toBe(step - 1);
    // two at once may both send the next one; a repeat later on never does
    expect(rebuilds.sent.length).toBeLessThanOrEqual(2 * step);
  });

  it('lets alone what is not its own, and what is over', async () => {
    const { start, work, rebuild, rebuilds, writes, state } = await openWorld();
    await rebuild({ rebuildId: 'rbd_01JD4Z00000000000000000001', step: 0 });
    await start();
    await rebuild({ rebuildId: 'rbd_01JD4Z00000000000000000001', step: 0 });
    expect(await state()).toMatchObject({ step: 0 });
    await work();
    const [before, sent, stands] = [writes.length, rebuilds.sent.length, await state()];
    for (const { message } of rebuilds.sent.slice()) await rebuild(message);
    expect([writes.length, rebuilds.sent.length, await state()]).toEqual([before, sent, stands]);
  });

  it('comes to its end whoever dies at whatever call, and nobody sends more than is needed', async () => {
    const alive = await openWorld();
    await alive.start();
    const life = mortal();
    await alive.work(Number.POSITIVE_INFINITY, () => life);
    expect(life.calls()).toBeGreaterThan(200);

    for (let at = 1; at <= life.calls(); at++) {
      const world = await openWorld();
      await world.start();
      const doomed = mortal(at);
      // it dies once, and others go on with what it leaves
      await world.work(Number.POSITIVE_INFINITY, () => (doomed.calls() < at ? doomed : mortal()));
      expect(world.all(), `call ${at}`).toEqual(alive.all());
      expect(await world.state(), `call ${at}`).toMatchObject({ finishedAt: expect.any(String) });
      expect(world.rebuilds.sent.length - alive.rebuilds.sent.length, `call ${at}`).toBeLessThanOrEqual(1);
      expect(world.log.count('REBUILD_FINISHED'), `call ${at}`).toBe(1);
    }
  });

  it('begins though who asked died at any call, once somebody asks again', async () => {
    for (const at of [1, 2, 3]) {
      const { lifeOf, start, work, state } = await openWorld();
      await expect(lifeOf(mortal(at)).start()).rejects.toThrow(Death);
      await start();
      await work();
      expect((await state())?.finishedAt).not.toBeNull();
    }
  });
});
