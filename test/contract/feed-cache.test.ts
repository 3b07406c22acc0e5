import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { distributionArn } from '../../local/aws/identity.ts';
import { type InvalidationService, startInvalidationService } from '../../local/aws/invalidation-service.ts';
import { ServiceError } from '../../local/aws/json-server.ts';
import { createPermissions, OWNER } from '../../local/aws/permissions.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createFeedCache } from '../../shared/adapters/cloudfront/feed-cache.ts';
import { createSigner } from '../../shared/adapters/cloudfront/signer.ts';
import type { FeedCache } from '../../shared/ports/feed-cache.ts';
import { cloudFrontUrl } from '../../shared/runtime/config.ts';
import { fakeFeedCache } from '../fakes/feed-cache.ts';

const secretAccessKey = 'a secret';
const signerOf = (accessKeyId: string) => createSigner(async () => ({ accessKeyId, secretAccessKey }));

let service: InvalidationService;
let made = 0;
beforeAll(async () => {
  service = await startInvalidationService();
});
afterAll(() => service.close());

/** A distribution of its own, and what was invalidated of it. */
const distribution = () => {
  const id = `D${made++}`;
  service.addDistribution(id);
  const pathsOf = () => service.invalidations().flatMap((each) => (each.distributionId === id ? [each.paths] : []));
  return { cache: createFeedCache(id, service.url, signerOf(OWNER)), pathsOf };
};

interface Opened {
  readonly cache: FeedCache;
  /** The paths of each invalidation. */
  readonly pathsOf: () => (readonly string[])[];
}

const feedCacheContract = (open: () => Opened): void => {
  const paths = ['/feeds/topics/ukraine/*', '/feeds/rss.xml'];

  test('every path is invalidated once on each occasion, however often and in whatever order it is asked for', async () => {
    const { cache, pathsOf } = open();
    await cache.invalidate(paths, 'evt_1');
    await cache.invalidate(paths, 'evt_1');
    await cache.invalidate([...paths.toReversed(), ...paths], 'evt_1');
    expect(pathsOf()).toEqual([paths.toSorted()]);
    await cache.invalidate(paths, 'evt_2');
    expect(pathsOf()).toEqual([paths.toSorted(), paths.toSorted()]);
  });

  test('other paths on the same occasion are others', async () => {
    const { cache, pathsOf } = open();
    await cache.invalidate(['/feeds/rss.xml'], 'evt_1');
    await cache.invalidate(['/feeds/rss.xml', '/feeds/atom.xml'], 'evt_1');
    expect(pathsOf()).toEqual([['/feeds/rss.xml'], ['/feeds/atom.xml', '/feeds/rss.xml']]);
  });

  test('two who ask at the same time make one invalidation', async () => {
    const { cache, pathsOf } = open();
    await Promise.all([cache.invalidate(paths, 'evt_1'), cache.invalidate(paths, 'evt_1')]);
    expect(pathsOf()).toHaveLength(1);
  });

  test('no path is nothing to do', async () => {
    const { cache, pathsOf } = open();
    await cache.invalidate([], 'evt_1');
    expect(pathsOf()).toEqual([]);
  });
};

describe('a cache in memory', () => {
  feedCacheContract(() => {
    const cache = fakeFeedCache();
    return { cache, pathsOf: () => cache.invalidated.map(({ paths }) => paths) };
  });
});

describe('CloudFront', () => {
  feedCacheContract(distribution);

  test('gets paths as URLs spell them', async () => {
    const { cache, pathsOf } = distribution();
    await cache.invalidate(['/feeds/topics/ä & <b>/*'], 'evt_1');
    expect(pathsOf()).toEqual([['/feeds/topics/%C3%A4%20&%20%3Cb%3E/*']]);
  });

  test('is asked for what paths have in common where it would have too many wildcards to work on', async () => {
    const { cache, pathsOf } = distribution();
    const topics = (count: number) => Array.from({ length: count }, (_, at) => `/feeds/topics/topic-${at}/*`);
    await cache.invalidate(topics(5), 'evt_1');
    await cache.invalidate(topics(6), 'evt_1');
    await cache.invalidate([...topics(20), '/feeds/authors/doe/*'], 'evt_1');
    await cache.invalidate([...topics(6), '/feeds/topics/topic-0/sub/a.xml'], 'evt_2');
    await cache.invalidate([...topics(6), '/feeds/*'], 'evt_2');
    await cache.invalidate(
      topics(6)
        .map((path) => path.replace('/feeds', ''))
        .concat('/index.html'),
      'evt_1',
    );
    expect(pathsOf()).toEqual([
      topics(5),
      ['/feeds/topics/*'],
      ['/feeds/*'],
      ['/feeds/topics/*'],
      ['/feeds/*'],
      ['/*'],
    ]);
  });
});

describe('a CloudFront that refuses', () => {
  const grant = (id: string) => ({ action: 'cloudfront:CreateInvalidation', resource: distributionArn(id) });

  test('names its reason, and does it when it is asked again', async () => {
    let busy = true;
    const before = async () => {
      if (busy) throw new ServiceError('TooManyInvalidationsInProgress', 'later');
    };
    const permissions = createPermissions({ before });
    permissions.bind('build-feeds', [grant('DBUSY')]);
    const refusing = await startInvalidationService(permissions);
    try {
      refusing.addDistribution('DBUSY');
      const cache = createFeedCache('DBUSY', refusing.url, signerOf('build-feeds'));
      await expect(cache.invalidate(['/feeds/*'], 'evt_1')).rejects.toThrow('TooManyInvalidationsInProgress');
      expect(refusing.invalidations()).toEqual([]);
      busy = false;
      await cache.invalidate(['/feeds/*'], 'evt_1');
      expect(refusing.invalidations()).toHaveLength(1);
    } finally {
      await refusing.close();
    }
  });

  test('lets a function invalidate the one distribution that its role names', async () => {
    const permissions = createPermissions();
    permissions.bind('build-feeds', [grant('DOURS')]);
    const guarded = await startInvalidationService(permissions);
    try {
      for (const id of ['DOURS', 'DTHEIRS']) guarded.addDistribution(id);
      const ask = (id: string, key: string) =>
        createFeedCache(id, guarded.url, signerOf(key)).invalidate(['/feeds/*'], 'evt_1');
      await expect(ask('DTHEIRS', 'build-feeds')).rejects.toThrow('403 AccessDenied');
      await expect(ask('DOURS', 'deliver')).rejects.toThrow('403 AccessDenied');
      expect(permissions.unused()).toHaveLength(1);
      await ask('DOURS', 'build-feeds');
      expect(guarded.invalidations().map(({ distributionId }) => distributionId)).toEqual(['DOURS']);
      expect(permissions.unused()).toEqual([]);
    } finally {
      await guarded.close();
    }
  });

  test('does not know the distribution', async () => {
    const cache = createFeedCache('DNONE', service.url, signerOf(OWNER));
    await expect(cache.invalidate(['/feeds/*'], 'evt_1')).rejects.toThrow('404 NoSuchDistribution');
  });

  test('is not there', async () => {
    const server = createServer();
    const url = await listenOnLoopback(server, 0);
    await closeServer(server);
    const asked = createFeedCache('D', url, signerOf(OWNER)).invalidate(['/feeds/*'], 'evt_1');
    await expect(asked).rejects.toMatchObject({ message: 'CloudFront was not reached', cause: expect.any(Error) });
  });
});

describe('the stand-in', () => {
  const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';
  const batch = (paths: readonly string[], { quantity = paths.length, reference = 'r', xmlns = namespace } = {}) => {
    const items = paths.map((path) => `<Path>${path}</Path>`).join('');
    return `<InvalidationBatch xmlns="${xmlns}"><Paths><Quantity>${quantity}</Quantity><Items>${items}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch>`;
  };
  const many = (count: number, end: string) => Array.from({ length: count }, (_, at) => `/${at}${end}`);

  test.each([
    ['what is no XML', '<', 'MalformedXML'],
    ['what is no batch', '<Batch/>', 'MalformedXML'],
    ['another namespace', batch(['/a'], { xmlns: 'http://example.com/' }), 'MalformedXML'],
    ['a wrong quantity', batch(['/a'], { quantity: 2 }), 'InconsistentQuantities'],
    ['a path without a slash', batch(['a']), 'InvalidArgument'],
    ['a path that is not encoded', batch(['/ä']), 'InvalidArgument'],
    ['16 wildcards', batch(many(16, '*')), 'TooManyInvalidationsInProgress'],
    ['3,001 files', batch(many(3_001, '')), 'TooManyInvalidationsInProgress'],
    ['a known reference for other paths', batch(['/b'], { reference: 'known' }), 'InvalidationBatchAlreadyExists'],
  ])('refuses %s, as CloudFront does', async (_, body, code) => {
    service.addDistribution('DRAW');
    const headers = { authorization: `AWS4-HMAC-SHA256 Credential=${OWNER}/` };
    const url = `${service.url}/2020-05-31/distribution/DRAW/invalidation`;
    const first = batch(['/a'], { reference: 'known' });
    expect((await fetch(url, { method: 'POST', headers, body: first })).status).toBe(201);
    const answer = await fetch(url, { method: 'POST', headers, body });
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining(`<Code>${code}</Code>`)]);
  });
});

test('in a function it finds CloudFront and its credentials in the environment', async () => {
  const permissions = createPermissions();
  permissions.bind('build-feeds', [{ action: 'cloudfront:CreateInvalidation', resource: distributionArn('DENV') }]);
  const guarded = await startInvalidationService(permissions);
  try {
    guarded.addDistribution('DENV');
    vi.stubEnv('AWS_ENDPOINT_URL_CLOUDFRONT', guarded.url);
    vi.stubEnv('AWS_ACCESS_KEY_ID', 'build-feeds');
    vi.stubEnv('AWS_SECRET_ACCESS_KEY', secretAccessKey);
    await createFeedCache('DENV', cloudFrontUrl()).invalidate(['/feeds/*'], 'evt_1');
    expect(permissions.unused()).toEqual([]);
  } finally {
    vi.unstubAllEnvs();
    await guarded.close();
  }
});

const sha256 = (data: string) => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();

/** https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html */
const signatureOf = ({ method, url, headers }: IncomingMessage, body: string): string => {
  const signed = /SignedHeaders=([^,]+)/.exec(headers.authorization ?? '')?.[1] ?? '';
  const lines = signed.split(';').map((name) => `${name}:${headers[name]}\n`);
  const canonical = [method, url, '', lines.join(''), signed, sha256(body)].join('\n');
  const time = String(headers['x-amz-date']);
  const scope = [time.slice(0, 8), 'us-east-1', 'cloudfront', 'aws4_request'];
  const key = scope.reduce<string | Buffer>((before, part) => hmac(before, part), `AWS4${secretAccessKey}`);
  return hmac(key, ['AWS4-HMAC-SHA256', time, scope.join('/'), sha256(canonical)].join('\n')).toString('hex');
};

test('a request is signed as AWS wants it, host and body with it', async () => {
  const told: { given: string | undefined; reckoned: string; signed: string | undefined }[] = [];
  const server = createServer(async (request, response) => {
    const { authorization = '' } = request.headers;
    const part = (name: string) => new RegExp(`${name}=([^,]+)`).exec(authorization)?.[1];
    const reckoned = signatureOf(request, await text(request));
    told.push({ given: part('Signature'), reckoned, signed: part('SignedHeaders') });
    response.writeHead(201).end();
  });
  try {
    await createFeedCache('D', await listenOnLoopback(server, 0), signerOf(OWNER)).invalidate(['/ä/*'], 'evt_1');
  } finally {
    await closeServer(server);
  }
  expect(told).toHaveLength(1);
  expect(told[0]?.given).toBe(told[0]?.reckoned);
  expect(told[0]?.signed?.split(';')).toEqual(expect.arrayContaining(['content-type', 'host', 'x-amz-date']));
});
