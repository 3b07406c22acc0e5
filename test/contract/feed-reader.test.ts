import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import { createFeedReader } from '../../shared/adapters/s3/feed-reader.ts';
import type { FeedFiles } from '../../shared/ports/feed-files.ts';
import type { FeedReader } from '../../shared/ports/feed-reader.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';
import { fakeFeedReader } from '../fakes/feed-reader.ts';

const path = '/feeds/topics/ä/rss.xml';
const contentType = 'application/rss+xml; charset=utf-8';

const feedReaderContract = (open: () => Promise<{ files: FeedFiles; reader: FeedReader }>): void => {
  test('what was written last is read, with its type and its tag', async () => {
    const { files, reader } = await open();
    const bodies = ['<rss>señal 😀</rss>', '<rss/>'];
    let replaces: string | undefined;
    for (const body of bodies) {
      await files.put({ path, body, contentType }, replaces);
      replaces = files.etagOf(body);
      expect(await reader.read(path)).toEqual({ body, contentType, etag: replaces });
    }
    expect((await files.head(path)).standing?.etag).toBe(replaces);
  });

  test('a file that is not there is not read', async () => {
    expect(await (await open()).reader.read(path)).toBeUndefined();
  });
};

describe('feeds read in memory', () =>
  feedReaderContract(async () => {
    const store = fakeFeedFiles(Date.now);
    return { files: store.files, reader: fakeFeedReader(store) };
  }));

describe('feeds read from S3', () => {
  let folder: string;
  let bus: MessageBus;
  let client: S3Client;
  let made = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'feeds-'));
    bus = await startMessageBus({ folder });
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new S3Client({ endpoint: bus.url, region: REGION, credentials, maxAttempts: 1 });
  });
  afterAll(async () => {
    client.destroy();
    await bus.close();
    await rm(folder, { recursive: true });
  });
  feedReaderContract(async () => {
    const name = `feeds-${made++}`;
    bus.buckets.createBucket(name);
    return { files: createFeedFiles(name, client), reader: createFeedReader(name, client) };
  });

  test('a bucket that is not there is an error', async () => {
    await expect(createFeedReader('no-such-bucket', client).read(path)).rejects.toThrow();
  });
});
