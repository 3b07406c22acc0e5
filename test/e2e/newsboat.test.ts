/** What readers of feeds see, by Debian's newsboat and its own cache. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildFeeds } from '../../local/cli/rebuild-feeds.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { archived, createEditor, nextSecond, served } from './feed-readers/editor.ts';
import { isMissing } from './feed-readers/installed.ts';
import { subscribeNewsboat } from './feed-readers/newsboat.ts';
import { startRecordingProxy } from './feed-readers/recording-proxy.ts';

const whole = ['/feeds/rss.xml', '/feeds/atom.xml'];
const corrections = ['/feeds/corrections/rss.xml', '/feeds/corrections/atom.xml'];
const ofFalse = ['/feeds/ratings/false/rss.xml', '/feeds/ratings/false/atom.xml'];

type Newsboat = Awaited<ReturnType<typeof subscribeNewsboat>>;

describe.skipIf(isMissing('newsboat'))('newsboat', () => {
  let folder: string;
  let wire: WireProcess;
  let proxy: Awaited<ReturnType<typeof startRecordingProxy>>;
  let editor: ReturnType<typeof createEditor>;
  const subscriptions = new Map<string, Newsboat>();

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-newsboat-'));
    wire = await startWire(join(folder, 'data'), await freePort());
    proxy = await startRecordingProxy(wire.dev.baseUrl);
    editor = createEditor(wire.dev);
    for (const [at, path] of [...whole, ...corrections, ...ofFalse].entries())
      subscriptions.set(path, await subscribeNewsboat(join(folder, `newsboat-${at}`), `${proxy.url}${path}`));
  });
  afterAll(async () => {
    await proxy.close();
    await wire.stop();
    await rm(folder, { recursive: true });
  });

  const newsboatOf = (path: string): Newsboat => {
    const newsboat = subscriptions.get(path);
    if (newsboat === undefined) throw new Error(`nobody is subscribed to ${path}`);
    return newsboat;
  };
  const reload = async (paths: readonly string[]): Promise<void> => {
    for (const path of paths) {
      const before = proxy.last(path);
      await newsboatOf(path).reload();
      const exchange = proxy.last(path);
      // newsboat itself says nothing of a feed that it did not get
      if (exchange === before || ![200, 304].includes(exchange?.status ?? 0))
        throw new Error(`newsboat did not get ${path}: ${exchange?.status}`);
    }
  };
  const itemIn = (path: string, id: string) =>
    newsboatOf(path)
      .items()
      .find(({ guid }) => guid.endsWith(`:${id}`));
  /** Loads each of these feeds once, now that they hold `text`, and gives what newsboat has of the ruling. */
  const loaded = async (paths: readonly string[], text: string, { id }: { id: string }) => {
    await served(wire.dev, paths, text);
    await reload(paths);
    return paths.map((path) => itemIn(path, id));
  };

  test('shows a new ruling: its headline as the title, its verdict in the content', async () => {
    const ruling = await editor.publish('new');
    for (const item of await loaded([...whole, ...ofFalse], 'rulings/new', ruling)) {
      expect(item?.title).toBe('No, bridge new is not closed');
      expect(item?.url).toBe('https://newsroom.example/rulings/new');
      expect(item?.content).toContain('Claim by Alex Doe: “Bridge new is closed.” Our rating: False.');
    }
  });

  test('is answered 304 as long as nothing changes, and reads on afterwards', async () => {
    const ruling = await editor.publish('unchanged');
    await archived(wire.dev);
    await loaded(whole, 'rulings/unchanged', ruling);
    await reload(whole);
    const before = whole.map((path) => proxy.last(path));
    await reload(whole);
    for (const [at, path] of whole.entries()) {
      const exchange = proxy.last(path);
      expect(exchange).not.toBe(before[at]);
      expect(exchange?.status, path).toBe(304);
      expect(exchange?.asked['if-none-match']).toBe(exchange?.answered.etag);
      expect(exchange?.answered['last-modified']).toBe(before[at]?.answered['last-modified']);
    }
    const next = await editor.publish('after-unchanged');
    for (const item of await loaded(whole, 'rulings/after-unchanged', next))
      expect(item?.title).toContain('after-unchanged');
  });

  test('shows a correction as the same item, unread again, and tells it in the feed of the old rating', async () => {
    const ruling = await editor.publish('corrected');
    const before = await loaded([...whole, ...ofFalse], 'rulings/corrected', ruling);
    const reader = newsboatOf('/feeds/rss.xml');
    await reader.readAll();
    expect(await reader.unread()).toBe(0);

    await editor.correct(ruling, 'One lane is closed.', { rating: 'half-true' });
    const after = await loaded([...whole, ...ofFalse], 'One lane is closed.', ruling);
    for (const [at, item] of after.entries()) {
      expect(item?.title).toBe('Corrected: No, bridge corrected is not closed');
      expect(item?.content).toContain('Our rating changed from False to Half True.');
      expect([item?.guid, item?.pubDate]).toEqual([before[at]?.guid, before[at]?.pubDate]);
    }
    for (const path of ofFalse) expect(itemIn(path, ruling.id)?.content).toContain('is now rated “Half True”');
    for (const item of await loaded(corrections, 'One lane is closed.', ruling))
      expect(item?.content).toContain('One lane is closed.');
    expect(await reader.unread()).toBe(1);
  });

  test('shows the second of two corrections in a second, whatever it loaded between them', async () => {
    let ruling = await editor.publish('twice');
    await loaded(whole, 'rulings/twice', ruling);
    // how much later the second follows: too soon, and both are in one version; too late, and they are in two seconds anyway
    for (const gapMs of [0, 100, 150, 200, 250, 300]) {
      const note = (which: string): string => `After ${gapMs} ms the ${which} lane is closed.`;
      await nextSecond();
      let over = false;
      const reading = whole.map(async (path) => {
        while (!over) await reload([path]);
      });
      ruling = await editor.correct(ruling, note('first'));
      await setTimeout(gapMs);
      ruling = await editor.correct(ruling, note('second'));
      await served(wire.dev, whole, note('second'));
      over = true;
      await Promise.all(reading);
      for (const item of await loaded(whole, note('second'), ruling)) expect(item?.content).toContain(note('second'));
    }
    for (const path of whole) {
      const versions = proxy.exchanges.filter((exchange) => exchange.path === path && exchange.status === 200);
      const times = new Map(versions.map(({ answered }) => [answered.etag, answered['last-modified']]));
      const inOrder = [...times.values()].map((time = '') => Date.parse(time));
      expect(inOrder.length, path).toBeGreaterThan(6);
      expect(inOrder, path).toEqual([...new Set(inOrder)].sort((a, b) => a - b));
    }
  });

  test('shows the correction of a ruling that 200 others pushed out of the feed', async () => {
    const slugs = ['old', ...Array.from({ length: 200 }, (_, number) => `later-${number}`)];
    const [old = { id: '', revision: 0 }] = await editor.importAll(slugs, '2021-03-01T00:00:00Z');
    await rebuildFeeds(wire.dev.baseUrl, wire.dev.keys.operator);
    await served(wire.dev, whole, 'rulings/later-199');
    await reload(whole);
    for (const path of whole) expect(itemIn(path, old.id)).toBeUndefined();

    await editor.correct(old, 'The old bridge was closed.');
    for (const item of await loaded(whole, 'The old bridge was closed.', old))
      expect(item?.content).toContain('The old bridge was closed.');
  });

  test('shows a retraction as the same item, without what was retracted', async () => {
    const ruling = await editor.publish('withdrawn');
    const before = await loaded(whole, 'Bridge withdrawn is open.', ruling);
    await editor.retract(ruling, 'It was another bridge.');
    const after = await loaded(whole, 'It was another bridge.', ruling);
    for (const [at, item] of after.entries()) {
      expect(before[at]?.content).toContain('Bridge withdrawn is open.');
      expect(item?.guid).toBe(before[at]?.guid);
      expect(item?.title).toBe('RETRACTED: No, bridge withdrawn is not closed');
      expect(item?.content).toContain('We have withdrawn this ruling.');
      expect(item?.content).toContain('It was another bridge.');
      expect(item?.content).not.toContain('Bridge withdrawn is open.');
    }
    for (const item of await loaded(corrections, 'It was another bridge.', ruling))
      expect(item?.title).toMatch(/^RETRACTED: /);
  });
});
