import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { createApiClient } from '../../local/cli/api-client.ts';
import { startPartner } from '../receiver.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { allRulings, distributionOf, messages } from './kill/look.ts';

const rulings = 600;
const slugOf = (at: number): string => `archived-${at}`;
const urlOf = (at: number): string => `https://newsroom.example/rulings/${slugOf(at)}`;
const day = (at: number): string => new Date(Date.UTC(2019, 0, 1) + at * 86_400_000).toISOString();
const draftOf = (at: number) => ({
  slug: slugOf(at),
  url: urlOf(at),
  headline: `No, measure ${at} does not close the harbor`,
  claim: { text: 'It closes the harbor.', claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' } },
  rating: 'false',
  topics: [`archive-${at % 3}`],
  publishedAt: day(at),
});

let dataDir: string;
let wire: WireProcess;
let partner: Awaited<ReturnType<typeof startPartner>>;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-import-'));
  partner = await startPartner();
  wire = await startWire(dataDir, await freePort(), { RULINGWIRE_QUIET_HOURS: 'off' });
});
afterAll(async () => {
  await wire.stop();
  await partner.close();
  await rm(dataDir, { recursive: true });
});

const operationsSchema = z.object({
  relay: z.object({ lastSequence: z.number(), behind: z.number() }),
  queues: z.array(z.object({ queue: z.string(), deadLetters: z.number() })),
});
const operations = () =>
  createApiClient(wire.dev.baseUrl, wire.dev.keys.operator).call('GET', '/v1/operations', operationsSchema);
const feedSchema = z.object({ items: z.array(z.object({ url: z.string() })) });
const urlsIn = (feed: string): string[] => feedSchema.parse(JSON.parse(feed)).items.map(({ url }) => url);
const lastSequence = async (): Promise<number> => (await operations()).relay.lastSequence;

/** Starts `rulingwire import` in a process of its own. */
const startImport = (file: string) =>
  spawn(process.execPath, ['local/cli/main.ts', 'import', file], {
    cwd: new URL('../..', import.meta.url),
    env: { ...process.env, RULINGWIRE_DATA: dataDir },
  });

test('an import that is killed and started again brings every ruling in once and into the feeds, and tells neither phone nor partner', async () => {
  await waitFor(() => wire.output().includes('Publish the next one'));
  await createApiClient(wire.dev.baseUrl, wire.dev.keys.partner).call('POST', '/v1/endpoints', z.unknown(), {
    url: partner.url,
  });
  const [before, textsBefore] = [await lastSequence(), (await messages(wire.dev)).length];
  const file = join(dataDir, 'archive.ndjson');
  const lines = Array.from({ length: rulings }, (_, at) => JSON.stringify(draftOf(at)));
  await writeFile(file, `${lines.join('\n')}\n`);

  const killed = startImport(file);
  await waitFor(async () => (await lastSequence()) > before + 50);
  killed.kill('SIGKILL');
  await once(killed, 'exit');
  const atKill = await lastSequence();
  expect(atKill).toBeLessThan(before + rulings);

  const again = startImport(file);
  const [out] = await Promise.all([text(again.stdout), once(again, 'exit')]);
  const [, imported = '', skipped = ''] = /^600 rulings: (\d+) imported, (\d+) skipped .*, 0 refused/.exec(out) ?? [];
  expect(again.exitCode).toBe(0);
  expect(Number(imported) + Number(skipped)).toBe(rulings);
  expect(Number(skipped)).toBeGreaterThanOrEqual(atKill - before);

  const found = await allRulings(wire.dev);
  const archived = found.filter(({ slug }) => slug.startsWith('archived-'));
  // the newest publication first, and what was published today before all of them
  expect(archived.map(({ slug }) => slug)).toEqual(lines.map((_, at) => slugOf(rulings - 1 - at)));
  expect(found[0]?.slug).not.toMatch(/^archived-/);
  expect(await lastSequence()).toBe(before + rulings);

  expect(out).toContain('The feeds are rebuilt');
  const feed = async (path: string) => (await fetch(`${wire.dev.baseUrl}/feeds/${path}`)).text();
  // 50 of a topic, which is every third ruling, the newest first
  expect(urlsIn(await feed('topics/archive-0/feed.json'))).toEqual(
    Array.from({ length: 50 }, (_, at) => urlOf(rulings - 3 - at * 3)),
  );
  const january = await feed('archive/2019/01/atom.xml');
  expect(lines.flatMap((_, at) => (january.includes(`"${urlOf(at)}"`) ? [at] : []))).toEqual([...Array(31).keys()]);

  const sequences: number[] = [];
  const heard: unknown[] = [];
  for (const { id } of archived)
    for (const { event, texts, deliveries } of (await distributionOf(wire.dev, id)).events) {
      sequences.push(event.sequence);
      heard.push([texts, deliveries.owed]);
    }
  expect(sequences.sort((a, b) => a - b)).toEqual(lines.map((_, at) => before + 1 + at));
  expect(heard).toEqual(lines.map(() => [null, 0]));

  // what comes after them in the log is told as ever, so they were passed over and not left lying
  const newsroom = createApiClient(wire.dev.baseUrl, wire.dev.keys.newsroom);
  const { publishedAt: _, ...news } = { ...draftOf(rulings), slug: 'news' };
  await newsroom.call('POST', '/v1/rulings', z.unknown(), news);
  await waitFor(() => partner.received.length > 0);
  await waitFor(async () => (await messages(wire.dev)).length > textsBefore);
  expect(partner.received.map(({ data }) => data.sequence)).toEqual([before + rulings + 1]);
  expect(
    (await messages(wire.dev)).slice(textsBefore).filter(({ body }) => !body.includes(`measure ${rulings}`)),
  ).toEqual([]);
  const { relay, queues } = await operations();
  expect(relay.behind).toBe(0);
  expect(queues.filter(({ deadLetters }) => deadLetters > 0)).toEqual([]);
});
