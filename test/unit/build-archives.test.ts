import { gunzipSync } from 'node:zlib';
import { parseXml, XmlElement } from '@rgrove/parse-xml';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { dataFeedLength } from '../../shared/domain/data-feed.ts';
import type { EventMessage } from '../../shared/domain/event.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import { buildArchives } from '../../shared/use-cases/build-archives.ts';
import { mortal } from '../fakes/mortal.ts';
import { archiveDesk } from '../samples/archive-desk.ts';
import { newsroom } from '../samples/revision.ts';

/** What an archive leads to and which revisions it holds; the package takes longer, and has its own tests. */
const inShort: FeedRenderer = ({ history, entries }, format) =>
  JSON.stringify([
    format,
    history,
    entries.map(({ title, rulingwire: { rulingId, revision } }) => [title, rulingId, revision]),
  ]);

type Desk = ReturnType<typeof archiveDesk>;

const build = async (desk: Desk, ...events: EventMessage[]) => {
  expect(await buildArchives(desk.depsOf())(events)).toEqual(new Map());
};

const archivePath = (month: string) => `/feeds/archive/${month.replace('-', '/')}/atom.xml`;

/** The links of an Atom document by their relation, without the newsroom's address, and whether it is an archive. */
const historyOf = (desk: Desk, path: string) => {
  const { root } = parseXml(desk.standing(path)?.body ?? '');
  const elements = (root?.children ?? []).filter((child) => child instanceof XmlElement);
  const links = elements
    .filter(({ name }) => name === 'link')
    .map(({ attributes: { rel = '', href = '' } }) => [rel, href.replace(newsroom.baseUrl, '')]);
  return { ...Object.fromEntries(links), archive: elements.some(({ name }) => name === 'fh:archive') };
};

const dataFeedSchema = z.object({
  '@type': z.literal('DataFeed'),
  dateModified: z.string(),
  dataFeedElement: z.array(
    z.object({
      '@type': z.literal('DataFeedItem'),
      url: z.string(),
      dateCreated: z.string(),
      dateModified: z.string(),
      dateDeleted: z.string().optional(),
      item: z.array(z.looseObject({ '@type': z.string(), reviewRating: z.looseObject({}).optional() })),
    }),
  ),
});
const dataFeedAt = (desk: Desk, path: string) => dataFeedSchema.parse(JSON.parse(desk.standing(path)?.body ?? ''));

describe('buildArchives', () => {
  it('makes a month that is new, lists it, and has the feed of all rulings lead to it', async () => {
    const desk = archiveDesk();
    const { message } = await desk.publish('2026-11-20');
    await build(desk, message);
    const path = archivePath('2026-11');
    expect(historyOf(desk, path)).toMatchObject({ archive: true, current: '/feeds/atom.xml' });
    expect(historyOf(desk, path)).not.toHaveProperty('prev-archive');
    expect(historyOf(desk, '/feeds/atom.xml')).toMatchObject({ archive: false, 'prev-archive': path });
    expect(await desk.directory.archives()).toEqual([{ month: '2026-11', ready: true }]);
    const copy = desk.standing(`${path}.gz`)?.file;
    expect(copy).toMatchObject({ contentEncoding: 'gzip', contentType: 'application/atom+xml; charset=utf-8' });
    expect(gunzipSync(copy?.body ?? '').toString()).toBe(desk.standing(path)?.body);
    expect(JSON.parse(desk.standing('/feeds/claimreview/index.json')?.body ?? '')).toMatchObject({
      months: [{ month: '2026-11', url: `${newsroom.baseUrl}/feeds/claimreview/2026/11.json` }],
    });
  });

  it('links the months beside a month that comes in between', async () => {
    const desk = archiveDesk();
    for (const day of ['2026-09-20', '2026-11-20']) await build(desk, (await desk.publish(day)).message);
    const [september, october, november] = ['2026-09', '2026-10', '2026-11'].map(archivePath);
    expect(historyOf(desk, september ?? '')).toMatchObject({ 'next-archive': november });
    await build(desk, (await desk.publish('2026-10-20')).message);
    expect(historyOf(desk, september ?? '')).toMatchObject({ 'next-archive': october });
    expect(historyOf(desk, october ?? '')).toMatchObject({ 'prev-archive': september, 'next-archive': november });
    expect(historyOf(desk, november ?? '')).toMatchObject({ 'prev-archive': october });
    expect(historyOf(desk, '/feeds/atom.xml')).toMatchObject({ 'prev-archive': november });
  });

  it('leads to no archive that is owed still', async () => {
    const desk = archiveDesk();
    await desk.directory.expectArchives(['2026-08', '2026-12']);
    const { message } = await desk.publish('2026-11-20');
    await build(desk, message);
    const { archive, current, self, ...others } = historyOf(desk, archivePath('2026-11'));
    expect({ archive, current, others }).toMatchObject({ archive: true, current: '/feeds/atom.xml' });
    expect(JSON.stringify(others)).not.toMatch(/2026\/(08|12)/);
    expect(historyOf(desk, '/feeds/atom.xml')).toMatchObject({ 'prev-archive': archivePath('2026-11') });
    expect(desk.standing('/feeds/claimreview/index.json')?.body).not.toMatch(/2026-(08|12)/);
  });

  it('keeps a retracted ruling in both DataFeeds, with the time and without a review', async () => {
    const desk = archiveDesk();
    const { published } = await desk.publish('2026-11-20', { url: 'https://newsroom.example/withdrawn' });
    await desk.publish('2026-11-21');
    await build(desk, await desk.retract(published, '2026-11-24T10:00:00.000Z'));
    for (const path of ['/feeds/claimreview.json', '/feeds/claimreview/2026/11.json']) {
      const { dataFeedElement, dateModified } = dataFeedAt(desk, path);
      expect(dateModified).toBe('2026-11-24T10:00:00.000Z');
      expect(dataFeedElement).toHaveLength(2);
      const retracted = dataFeedElement.find(({ url }) => url === 'https://newsroom.example/withdrawn');
      expect(retracted).toEqual({
        '@type': 'DataFeedItem',
        url: 'https://newsroom.example/withdrawn',
        dateCreated: '2026-11-20T12:00:00.000Z',
        dateModified: '2026-11-24T10:00:00.000Z',
        dateDeleted: '2026-11-24T10:00:00.000Z',
        item: [],
      });
      const [other] = dataFeedElement.filter((element) => element !== retracted);
      expect(other).not.toHaveProperty('dateDeleted');
      expect(other?.item.map((item) => item['@type'])).toEqual(['ClaimReview']);
    }
  });

  it('never inverts a scale: True is 6 of 6, Pants on Fire 1, and what has no order has no number', async () => {
    const desk = archiveDesk();
    const ratings = ['true', 'mostly-false', 'pants-on-fire', 'full-flop', 'promise-kept'];
    for (const [at, rating] of ratings.entries()) {
      const scale = newsroom.ratingScales.find(({ ratings }) => ratings.some(({ slug }) => slug === rating))?.id ?? '';
      await desk.publish(`2026-11-1${at}`, { rating, scale });
    }
    await build(desk, (await desk.publish('2026-11-20', { rating: 'true' })).message);
    const ordered = { bestRating: 6, worstRating: 1 };
    expect(
      dataFeedAt(desk, '/feeds/claimreview/2026/11.json').dataFeedElement.map(({ item }) => item[0]?.reviewRating),
    ).toEqual([
      { '@type': 'Rating', ratingValue: 6, ...ordered, alternateName: 'True' },
      { '@type': 'Rating', ratingValue: 3, ...ordered, alternateName: 'Mostly False' },
      { '@type': 'Rating', ratingValue: 1, ...ordered, alternateName: 'Pants on Fire' },
      { '@type': 'Rating', alternateName: 'Full Flop' },
      { '@type': 'Rating', alternateName: 'Promise Kept' },
      { '@type': 'Rating', ratingValue: 6, ...ordered, alternateName: 'True' },
    ]);
  });

  it('has a MediaReview beside the ClaimReview where the newsroom judged a picture', async () => {
    const desk = archiveDesk();
    const media = { kind: 'image', contentUrl: 'https://social.example/a.jpg', pageUrl: null } as const;
    const mediaReview = { category: 'StagedContent', context: null, originalUrl: null, media: [media] } as const;
    await build(desk, (await desk.publish('2026-11-20', { mediaReview: { ...mediaReview, media: [media] } })).message);
    const [element] = dataFeedAt(desk, '/feeds/claimreview.json').dataFeedElement;
    expect(element?.item.map((item) => item['@type'])).toEqual(['ClaimReview', 'MediaReview']);
  });

  it('holds the newest thousand by last change in one DataFeed, and a month whole in its own', async () => {
    const desk = archiveDesk();
    const first = await desk.publish('2026-10-01', { url: 'https://newsroom.example/first' });
    const second = await desk.publish('2026-10-01', { url: 'https://newsroom.example/second' });
    for (let at = 0; at < dataFeedLength; at++) await desk.publish('2026-10-02');
    // a page may hold less than it is asked for
    const { list } = desk.rulings;
    desk.rulings.list = (query) => list({ ...query, limit: Math.min(query.limit, 70) });
    const urls = (path: string) => dataFeedAt(desk, path).dataFeedElement.map(({ url }) => url);
    await build(desk, await desk.correct(second.published, '2026-11-24T10:00:00.000Z', { summary: ['Once more.'] }));
    expect(urls('/feeds/claimreview.json')).toHaveLength(dataFeedLength);
    expect(urls('/feeds/claimreview.json')[0]).toBe('https://newsroom.example/second');
    expect(urls('/feeds/claimreview.json')).not.toContain(first.published.revision.content.url);
    expect(urls('/feeds/claimreview/2026/10.json')).toHaveLength(dataFeedLength + 2);
  });

  it('writes nothing when nothing changed', async () => {
    const desk = archiveDesk();
    const first = await desk.publish('2026-10-20');
    const second = await desk.publish('2026-11-20');
    await build(desk, first.message, second.message);
    const before = desk.writes.length;
    desk.clock.advance(3_600_000);
    await build(desk, second.message, first.message, second.message);
    expect(desk.writes.slice(before).map(({ path }) => path)).toEqual([]);
  });

  it('writes the DataFeed of the newest once a minute at most, and a month as soon as it can', async () => {
    const desk = archiveDesk();
    const build = buildArchives(desk.depsOf());
    const messages: EventMessage[] = [];
    for (const day of ['2026-11-20', '2026-11-21', '2026-11-22']) {
      const { message } = await desk.publish(day);
      messages.push(message);
      await build([message]);
    }
    expect(desk.again.messages()).toEqual(messages.slice(1));
    // as the queue brings them back
    for (const { message, delaySeconds } of desk.again.sent.slice()) {
      desk.clock.advance(delaySeconds * 1000);
      await build([message]);
    }
    expect(desk.again.sent).toHaveLength(2);
    const times = (path: string) =>
      desk.writes.filter((write) => write.path === path).map(({ lastModified }) => lastModified);
    const [newest, month] = ['/feeds/claimreview.json', '/feeds/claimreview/2026/11.json'].map(times);
    expect(newest).toHaveLength(2);
    expect((newest?.[1] ?? 0) - (newest?.[0] ?? 0)).toBeGreaterThanOrEqual(60_000);
    expect((month?.[2] ?? 0) - (month?.[0] ?? 0)).toBeLessThan(5_000);
    expect(dataFeedAt(desk, '/feeds/claimreview.json').dataFeedElement).toHaveLength(3);
  });

  it('lists the feeds of its rulings where their builder is late, and leaves the names of others', async () => {
    const desk = archiveDesk();
    await desk.directory.list([{ facet: 'claimant#alex-doe', label: 'Senator Alex Doe' }]);
    await build(desk, (await desk.publish('2026-11-20')).message);
    expect(await desk.directory.feedsAfter(undefined, 100)).toEqual([
      { facet: 'author#sam-roe', label: 'Sam Roe' },
      { facet: 'claimant#alex-doe', label: 'Senator Alex Doe' },
      { facet: 'edition#new-york', label: 'new-york' },
      { facet: 'language#en', label: 'en' },
      { facet: 'rating#false', label: 'False' },
      { facet: 'topic#transport', label: 'transport' },
    ]);
    expect(desk.standing('/feeds/opml.xml')?.body).toContain('Senator Alex Doe');
    expect(desk.standing('/feeds/index.html')?.body).toContain('/feeds/authors/sam-roe/rss.xml');
  });

  it('fails only the events whose months could not be built', async () => {
    const desk = archiveDesk();
    const october = await desk.publish('2026-10-20');
    const november = await desk.publish('2026-11-20');
    const deps = desk.depsOf();
    const throttled = new Error('throttled');
    const ofMonth: typeof deps.rulings.ofMonth = (month) => {
      if (month === '2026-10') throw throttled;
      return deps.rulings.ofMonth(month);
    };
    const broken = buildArchives({ ...deps, rulings: { ...desk.rulings, ofMonth } });
    expect(await broken([october.message, november.message])).toEqual(new Map([[october.message.id, throttled]]));
    expect(desk.standing(archivePath('2026-11'))?.body).toContain(november.published.revision.rulingId);
    await build(desk, october.message);
    expect(historyOf(desk, archivePath('2026-11'))).toMatchObject({ 'prev-archive': archivePath('2026-10') });
  });
});

describe('who dies building archives', () => {
  /** Months that stand, and what a batch then brings: one that is new between two of them, and changes in a third. */
  const world = async () => {
    const desk = archiveDesk(inShort);
    const july = await desk.publish('2026-07-20');
    const later = await desk.publish('2026-07-21');
    for (const { message } of [july, later, await desk.publish('2026-09-20'), await desk.publish('2026-11-20')])
      await build(desk, message);
    desk.clock.advance(120_000);
    const october = await desk.publish('2026-10-20', { topics: ['ferries'] });
    const correction = await desk.correct(july.published, '2026-11-24T10:00:00.000Z', { rating: 'true' });
    const retraction = await desk.retract(later.published, '2026-11-24T11:00:00.000Z');
    return { desk, events: [october.message, correction, retraction] };
  };

  /** The ids of rulings differ from world to world, and their order is that of their making. */
  const told = (desk: Desk): Record<string, string> => {
    const ids = [...new Set([...desk.all().values()].flatMap((body) => body.match(/rul[_-][0-9a-z]{26}/gi) ?? []))];
    const sorted = ids.map((id) => id.toLowerCase().replace('-', '_')).sort();
    const place = (id: string) =>
      `ruling-${new Set(sorted.filter((other) => other < id.toLowerCase().replace('-', '_'))).size}`;
    const bodies = [...desk.all()].filter(([path]) => !path.endsWith('.gz'));
    return Object.fromEntries(bodies.map(([path, body]) => [path, body.replace(/rul[_-][0-9a-z]{26}/gi, place)]));
  };

  it('at any call leaves nothing that its message does not mend', async () => {
    const alive = await world();
    const life = mortal();
    expect(await buildArchives(alive.desk.depsOf(life))(alive.events)).toEqual(new Map());
    const wanted = told(alive.desk);
    expect(life.calls()).toBeGreaterThan(100);

    for (let at = 1; at <= life.calls(); at++) {
      const { desk, events } = await world();
      const failures = await buildArchives(desk.depsOf(mortal(at)))(events).catch(
        () => new Map(events.map(({ id }) => [id, null])),
      );
      // what failed comes again, one by one
      for (const event of events) if (failures.has(event.id)) await build(desk, event);
      expect(told(desk), `call ${at}`).toEqual(wanted);
    }
  });
});
