/** The page of feeds as Debian's Chromium shows it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { DomUtils, parseDocument } from 'htmlparser2';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { rebuildFeeds } from '../../local/cli/rebuild-feeds.ts';
import { feedFormats } from '../../shared/domain/feed-format.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { createEditor, served } from './feed-readers/editor.ts';
import { isMissing } from './feed-readers/installed.ts';
import { startRecordingProxy } from './feed-readers/recording-proxy.ts';

/** Without its sandbox, which cannot be had by root; it opens nothing but the wire. */
const flags = [
  '--headless',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-dev-shm-usage',
  '--disable-background-networking',
  '--dump-dom',
];

const filesIn = (folder: string): string[] => feedFormats.map((file) => `${folder}/${file}`);

describe.skipIf(isMissing('chromium'))('the page of feeds', () => {
  let folder: string;
  let wire: WireProcess;
  let proxy: Awaited<ReturnType<typeof startRecordingProxy>>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-feed-page-'));
    wire = await startWire(join(folder, 'data'), await freePort());
    proxy = await startRecordingProxy(wire.dev.baseUrl);
    await createEditor(wire.dev).publish('listed');
    await waitFor(() => wire.output().includes('Publish the next one'));
    await served(wire.dev, ['/feeds/ratings/false', '/feeds/claimants/alex-doe'].flatMap(filesIn), 'rulings/listed');
    await rebuildFeeds(wire.dev.baseUrl, wire.dev.keys.operator);
    // without a correction yet, a rebuild's end is what makes their feed
    await served(wire.dev, [...filesIn('/feeds/corrections'), '/feeds/index.html'], 'corrections');
  });
  afterAll(async () => {
    await proxy.close();
    await wire.stop();
    await rm(folder, { recursive: true });
  });

  const elements = async (path: string) => {
    const profile = [`--user-data-dir=${join(folder, 'chromium')}`];
    const env = { ...process.env, HOME: folder };
    const { stdout } = await promisify(execFile)('chromium', [...flags, ...profile, `${proxy.url}${path}`], { env });
    const { children } = parseDocument(stdout);
    return (name: string) => DomUtils.getElementsByTagName(name, children);
  };

  test('renders with its style, leads to every feed, and readers discover the main ones', async () => {
    const named = await elements('/feeds/');
    expect(named('h1').map(DomUtils.textContent)).toEqual(['Feeds']);
    expect(named('h2').map(DomUtils.textContent)).toEqual(expect.arrayContaining(['Ratings', 'Speakers', 'Topics']));
    const listed = named('li').map((item) => DomUtils.textContent(item).replace(/\s/g, ' '));
    expect(listed).toContain('False: RSS, Atom, JSON Feed');
    expect(proxy.last('/style.css')?.status).toBe(200);
    const icons = named('link').filter(({ attribs }) => attribs['rel'] === 'icon');
    expect(icons.map(({ attribs }) => attribs['href'])).toEqual(['/icon.svg']);

    const discovered = named('link').filter(({ attribs }) => attribs['rel'] === 'alternate');
    expect(discovered.map(({ attribs }) => attribs['href'])).toEqual(['/feeds', '/feeds/corrections'].flatMap(filesIn));
    const linked = named('a').filter(({ attribs }) => attribs['type'] !== undefined);
    expect(linked.length).toBeGreaterThan(20);
    for (const { attribs } of [...discovered, ...linked]) {
      const answer = await fetch(`${wire.dev.baseUrl}${attribs['href']}`);
      expect(answer.status, attribs['href']).toBe(200);
      expect(answer.headers.get('content-type')?.replace(/;.*/, ''), attribs['href']).toBe(attribs['type']);
    }
  });

  test('shows the meter of a rating, and a page of corrections before there is one', async () => {
    const named = await elements('/feeds/');
    const meters = named('svg').filter(({ attribs }) => attribs['role'] === 'img');
    expect(meters.map(({ attribs }) => attribs['aria-label'])).toContain('False, 2 of 6 on the Truth-O-Meter');
    const corrections = await elements('/corrections');
    expect(corrections('h1').map(DomUtils.textContent)).toEqual(['Corrections and retractions']);
    expect(corrections('p').map(DomUtils.textContent).join()).toMatch(/nothing so far/);
  });
});
