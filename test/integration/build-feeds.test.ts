import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { createFeedDirectory } from '../../shared/adapters/dynamo/feed-directory.ts';
import { createFeedRecord } from '../../shared/adapters/dynamo/feed-record.ts';
import { createRulingStore } from '../../shared/adapters/dynamo/ruling-store.ts';
import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { eventMessageSchema } from '../../shared/domain/event.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { systemClock } from '../../shared/runtime/clock.ts';
import { buildFeeds } from '../../shared/use-cases/build-feeds.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { fakeFeedCache } from '../fakes/feed-cache.ts';
import { recordingLog } from '../fakes/log.ts';
import { correcting, publishing } from '../samples/commit.ts';
import { newsroom } from '../samples/revision.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const feedSchema = z.object({
  items: z.array(z.object({ title: z.string(), _rulingwire: z.object({ rulingId: z.string(), revision: z.int() }) })),
});

let folder: string;
let bus: MessageBus;
let s3: S3Client;
let tables: EmbeddedTables;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'feeds-'));
  bus = await startMessageBus({ folder });
  bus.buckets.createBucket('public');
  s3 = new S3Client({ endpoint: bus.url, region: REGION, credentials });
  tables = await openTables();
});
afterAll(async () => {
  s3.destroy();
  await tables.close();
  await bus.close();
  await rm(folder, { recursive: true });
});

const read = async (path: string) => {
  const { Body, ETag, LastModified } = await s3.send(new GetObjectCommand({ Bucket: 'public', Key: path }));
  const items = feedSchema.parse(JSON.parse((await Body?.transformToString()) ?? '')).items;
  return { items, version: [ETag, LastModified?.getTime()] };
};

describe('feeds on tables and a bucket', () => {
  it('hold what was published and corrected, whoever of several builders came last, and stay as they are', async () => {
    const tableName = await tables.make();
    const rulings = createRulingStore(tables.client, tableName);
    const record = createFeedRecord(tables.client, tableName);
    const files = createFeedFiles('public', s3);
    const log = recordingLog();
    const directory = createFeedDirectory(tables.client, tableName);
    const build = buildFeeds({
      rulings,
      files,
      directory,
      record,
      cache: fakeFeedCache(),
      planFollowers: async () => {},
      render: renderFeed,
      clock: systemClock,
      log,
      newsroom,
    });

    let sequence = 0;
    const commit = async (next: RulingCommit) => {
      expect(await rulings.commit(next, ++sequence)).toEqual({ kind: 'committed' });
      return eventMessageSchema.strip().parse({ ...next.event, sequence });
    };
    const first = publishing('2026-11-20T12:00:00.000Z');
    const builders: Promise<unknown>[] = [build([await commit(first)])];
    for (const minute of [1, 2, 3])
      builders.push(build([await commit(publishing(`2026-11-20T12:0${minute}:00.000Z`))]));
    const correction = await commit(await correcting(rulings, first, '2026-11-20T12:05:00.000Z', { rating: 'true' }));
    builders.push(build([correction]));
    expect(await Promise.all(builders)).toEqual(builders.map(() => new Map()));

    const all = await read('feeds/feed.json');
    expect(all.items).toHaveLength(4);
    expect(all.items[0]).toMatchObject({
      title: 'Corrected: No, the transit bill does not double every bridge toll',
      _rulingwire: { rulingId: first.revision.rulingId, revision: 2 },
    });
    // three that are false, and above them the one that is so no more
    const rated = (await read('feeds/ratings/false/feed.json')).items;
    expect(rated.map(({ _rulingwire }) => _rulingwire.revision)).toEqual([2, 1, 1, 1]);
    expect((await read('feeds/ratings/true/feed.json')).items).toHaveLength(1);

    const written = log.count('FEED_WRITTEN');
    expect(await build([correction])).toEqual(new Map());
    expect(log.count('FEED_WRITTEN')).toBe(written);
    expect(await read('feeds/feed.json')).toEqual(all);
    const carrying = await record.of(first.revision.rulingId, correction.sequence);
    expect(carrying).toContainEqual({
      path: '/feeds/feed.json',
      writtenAt: expect.any(String),
      etag: all.version[0],
    });
  });
});
