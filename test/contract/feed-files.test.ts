import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { REGION } from '../../local/aws/identity.ts';
import { type MessageBus, startMessageBus } from '../../local/aws/message-bus.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createFeedFiles } from '../../shared/adapters/s3/feed-files.ts';
import type { FeedFiles } from '../../shared/ports/feed-files.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';

const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
const clientFor = (endpoint: string) => new S3Client({ endpoint, region: REGION, credentials, maxAttempts: 1 });

/** Now, in the resolution of HTTP dates; a server may tell a date that it made a moment ago. */
const wholeSecond = () => Math.floor((Date.now() - 50) / 1000) * 1000;

const xml = (path: string, body: string) => ({ path, body, contentType: 'text/xml' });

const feedFilesContract = (open: () => Promise<FeedFiles>): void => {
  test('a file that is not there has no version, and is put in the place of none once', async () => {
    const files = await open();
    const before = wholeSecond();
    const { standing, now } = await files.head('/feeds/rss.xml');
    expect(standing).toBeUndefined();
    expect(now).toBeGreaterThanOrEqual(before);
    expect(now).toBeLessThanOrEqual(Date.now());
    const puts = await Promise.all(['a', 'b'].map((body) => files.put(xml('/feeds/rss.xml', body), undefined)));
    expect(puts.toSorted()).toEqual(['raced', 'written']);
  });

  test('head tells the version that stands, by the tag that its body has', async () => {
    const files = await open();
    const before = wholeSecond();
    await files.put(xml('/feeds/topics/ä/rss.xml', 'señal 😀'), undefined);
    const { standing, now } = await files.head('/feeds/topics/ä/rss.xml');
    expect(standing?.etag).toBe(files.etagOf('señal 😀'));
    expect(standing?.lastModified).toBeGreaterThanOrEqual(before);
    expect(standing?.lastModified).toBeLessThanOrEqual(now);
    expect((standing?.lastModified ?? 1) % 1000).toBe(0);
  });

  test('a file is replaced by whoever names the version that stands, once', async () => {
    const files = await open();
    await files.put(xml('/feed.json', '1'), undefined);
    expect(await files.put(xml('/feed.json', '2'), files.etagOf('0'))).toBe('raced');
    const puts = await Promise.all(['2', '3'].map((body) => files.put(xml('/feed.json', body), files.etagOf('1'))));
    expect(puts.toSorted()).toEqual(['raced', 'written']);
    const stands = (await files.head('/feed.json')).standing?.etag;
    expect([files.etagOf('2'), files.etagOf('3')]).toContain(stands);
  });

  test('a version cannot be replaced that is gone', async () => {
    const files = await open();
    expect(await files.put(xml('/gone.xml', '1'), files.etagOf('0'))).toBe('raced');
  });
};

describe('files in memory', () => feedFilesContract(async () => fakeFeedFiles(Date.now).files));

describe('files in S3', () => {
  let folder: string;
  let bus: MessageBus;
  let client: S3Client;
  let made = 0;
  const makeBucket = (): string => {
    const name = `public-${made++}`;
    bus.buckets.createBucket(name);
    return name;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'files-'));
    bus = await startMessageBus({ folder });
    client = clientFor(bus.url);
  });
  afterAll(async () => {
    client.destroy();
    await bus.close();
    await rm(folder, { recursive: true });
  });
  feedFilesContract(async () => createFeedFiles(makeBucket(), client));

  test('a file goes out with its type, and with how long it may be kept', async () => {
    const Bucket = makeBucket();
    await createFeedFiles(Bucket, client).put(
      { path: '/feeds/rss.xml', body: '<rss/>', contentType: 'application/rss+xml', link: '</hub>; rel="hub"' },
      undefined,
    );
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'feeds/rss.xml' }))).toMatchObject({
      ContentType: 'application/rss+xml',
      CacheControl: 'max-age=30, stale-while-revalidate=60, stale-if-error=86400',
      Metadata: { link: '</hub>; rel="hub"' },
    });
  });

  test('a compressed copy says so, and has the tag of its own bytes', async () => {
    const Bucket = makeBucket();
    const files = createFeedFiles(Bucket, client);
    const body = gzipSync('<feed/>');
    const copy = {
      path: '/feeds/atom.xml.gz',
      body,
      contentType: 'application/atom+xml',
      contentEncoding: 'gzip',
    } as const;
    expect(await files.put(copy, undefined)).toBe('written');
    expect(await client.send(new HeadObjectCommand({ Bucket, Key: 'feeds/atom.xml.gz' }))).toMatchObject({
      ContentType: 'application/atom+xml',
      ContentEncoding: 'gzip',
      ETag: files.etagOf(body),
    });
  });

  test('a bucket that is not there is an error, not a race', async () => {
    const put = createFeedFiles('no-such-bucket', client).put(xml('/feeds/rss.xml', '1'), undefined);
    await expect(put).rejects.toThrow();
  });
});

describe('an S3 that refuses', () => {
  const refusing = async (status: number, code: string, use: (files: FeedFiles) => Promise<void>) => {
    const server = createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(status, { 'content-type': 'application/xml' });
        response.end(request.method === 'HEAD' ? '' : `<Error><Code>${code}</Code></Error>`);
      });
    });
    const client = clientFor(await listenOnLoopback(server, 0));
    try {
      await use(createFeedFiles('public', client));
    } finally {
      client.destroy();
      await closeServer(server);
    }
  };

  test('with 409, since another write is going on, is a race', () =>
    refusing(409, 'ConditionalRequestConflict', async (files) => {
      expect(await files.put(xml('/feeds/rss.xml', '1'), undefined)).toBe('raced');
    }));

  test('with 403 is an error, for reads and writes', () =>
    refusing(403, 'AccessDenied', async (files) => {
      await expect(files.put(xml('/feeds/rss.xml', '1'), undefined)).rejects.toThrow();
      await expect(files.head('/feeds/rss.xml')).rejects.toThrow();
    }));
});
