import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createRebuildState } from '../../shared/adapters/dynamo/rebuild-state.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import type { RebuildMessage } from '../../shared/domain/rebuild.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import type { RulingStore } from '../../shared/ports/ruling-store.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { rebuildFeeds } from '../../shared/use-cases/rebuild-feeds.ts';
import { startRebuild } from '../../shared/use-cases/start-rebuild.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { recordingLog } from '../fakes/log.ts';
import { Death, type Mortal, mortal } from '../fakes/mortal.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { publishing } from '../samples/commit.ts';
import { newsroom } from '../samples/revision.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };

let folder: string;
let bus: MessageBus;
let s3: S3Client;
let tables: EmbeddedTables;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rebuild-'));
  bus = await startMessageBus({ folder });
  s3 = new S3Client({ endpoint: bus.url, region: REGION, credentials });
  tables = await openTables();
});
afterAll(async () => {
  s3.destroy();
  await tables.close();
  await bus.close();
  await rm(folder, { recursive: true });
});

/** Where a document leads to, and which revisions it holds. */
const inShort: FeedRenderer = ({ history, entries }, format) =>
  JSON.stringify([format, history, entries.map(({ rulingwire: { rulingId, revision } }) => [rulingId, revision])]);

/** Rulings of three months, as an import leaves them: nothing is built. */
const imported: readonly (readonly [day: string, differs: Partial<RulingContent>])[] = [
  ['2026-08-20', { topics: ['ferries'] }],
  ['2026-10-20', { authors: [{ name: 'Kim Poe', slug: 'kim-poe' }] }],
  ['2026-11-20', { rating: 'true' }],
];
const commits = imported.map(([day, differs]) => {
  const publishedAt = `${day}T12:00:00.000Z`;
  return publishing(publishedAt, { ...differs, publishedAt });
});

/** Reads every file of a bucket. */
const filesOf = async (Bucket: string): Promise<ReadonlyMap<string, string>> => {
  const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket }));
  const files = new Map<string, string>();
  for (const { Key = '' } of Contents) {
    const { Body } = await s3.send(new GetObjectCommand({ Bucket, Key }));
    files.set(Key, (await Body?.transformToString('base64')) ?? '');
  }
  return files;
};

let made = 0;
/** A table with these rulings and an empty bucket, and processes that rebuild the one from the other. */
const openWorld = async () => {
  const tableName = await tables.make();
  const bucket = `public-${++made}`;
  bus.buckets.createBucket(bucket);
  const rulings = createRulingStore(tables.client, tableName);
  for (const [at, commit] of commits.entries()) await rulings.commit(commit, at + 1);
  const log = recordingLog();
  const rebuilds = fakeQueue<RebuildMessage>();
  const rebuildState = createRebuildState(tables.client, tableName);
  const start = startRebuild({ rebuildState, rebuilds, random: seededRandomness(made), clock: systemClock, log });
  const rebuild = (life: Mortal) =>
    rebuildFeeds({
      rebuildState: life.watch(rebuildState),
      rebuilds: life.watch(rebuilds),
      rulings: life.watch<RulingStore>(rulings),
      directory: life.watch(createFeedDirectory(tables.client, tableName)),
      files: life.watch(createFeedFiles(bucket, s3)),
      render: inShort,
      pieceMs: 0,
      clock: systemClock,
      ...{ newsroom, log },
    });
  return { bucket, rebuilds, rebuildState, log, start, rebuild };
};

describe('a rebuild on tables and a bucket', () => {
  it('comes to the same end though each of its processes dies, at every call that it makes', async () => {
    const alive = await openWorld();
    await alive.start();
    for (const { message } of alive.rebuilds.sent) await alive.rebuild(mortal())(message);
    const wanted = await filesOf(alive.bucket);
    expect([...wanted.keys()]).toEqual(
      expect.arrayContaining([
        ...['feeds/archive/2026/08/atom.xml', 'feeds/archive/2026/10/atom.xml', 'feeds/claimreview/2026/11.json'],
        ...['feeds/topics/ferries/rss.xml', 'feeds/authors/kim-poe/feed.json', 'feeds/ratings/true/atom.xml'],
        ...[
          'feeds/rss.xml',
          'feeds/corrections/atom.xml',
          'feeds/index.html',
          'feeds/opml.xml',
          'feeds/claimreview.json',
        ],
      ]),
    );

    const world = await openWorld();
    const { id } = await world.start();
    let deaths = 0;
    // what was sent while a message came again and again is handled after it
    for (const { message } of world.rebuilds.sent) {
      for (let at = 1; ; at++) {
        const died = await world
          .rebuild(mortal(at))(message)
          .then(
            () => false,
            (error: unknown) => error instanceof Death || Promise.reject(error),
          );
        if (!died) break;
        deaths += 1;
      }
    }
    expect(deaths).toBeGreaterThan(200);
    expect(await filesOf(world.bucket)).toEqual(wanted);
    expect((await world.rebuildState.read())?.rebuild).toMatchObject({
      ...{ id, phase: 'documents', finishedAt: expect.any(String) },
      counts: (await alive.rebuildState.read())?.rebuild.counts,
    });
    expect(world.log.count('REBUILD_FINISHED')).toBe(1);
    const steps = (queue: typeof world.rebuilds) => new Set(queue.messages().map(({ step }) => step)).size;
    expect(steps(world.rebuilds)).toBe(steps(alive.rebuilds));
  });
});
