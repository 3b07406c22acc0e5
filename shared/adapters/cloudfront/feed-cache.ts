import { createHash } from 'node:crypto';
import type { FeedCache } from '../../ports/feed-cache.ts';
import { createSigner } from './signer.ts';

const namespace = 'http://cloudfront.amazonaws.com/doc/2020-05-31/';

/**
 * A distribution works on 15 paths with a wildcard at a time, and an invalidation takes up to minutes: so that two corrections do not
 * wait for each other, one takes a third of them.
 * https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/InvalidationLimits.html
 */
const mostWildcards = 5;

const timeoutMs = 5_000;

/**
 * CloudFront's invalidations, by its REST API: AWS's own client would add 140 kB to a bundle for one request. A request that comes again
 * has the same reference, by which CloudFront knows it; it is not repeated here, since the message behind it is.
 */
export const createFeedCache = (distributionId: string, endpoint: string, signer = createSigner()): FeedCache => ({
  invalidate: async (paths, occasion) => {
    const asked = widened([...new Set(paths)].sort());
    if (asked.length === 0) return;
    const { protocol, hostname, host, pathname, href } = new URL(
      `/2020-05-31/distribution/${distributionId}/invalidation`,
      endpoint,
    );
    const body = batchOf(asked, referenceOf(asked, occasion));
    const { headers } = await signer.sign({
      ...{ method: 'POST', protocol, hostname, path: pathname, body },
      headers: { host, 'content-type': 'application/xml' },
    });
    const signal = AbortSignal.timeout(timeoutMs);
    const answer = await fetch(href, { method: 'POST', headers, body, signal }).catch((cause: unknown) => {
      throw new Error('CloudFront was not reached', { cause });
    });
    const text = await answer.text();
    if (!answer.ok) throw new Error(`CloudFront refused an invalidation: ${answer.status} ${codeIn(text)}`);
  },
});

/** The paths themselves, or what they have in common where too many of them have a wildcard. */
const widened = (paths: readonly string[]): readonly string[] => {
  if (paths.filter((path) => path.endsWith('*')).length <= mostWildcards) return paths;
  const [first = [], ...others] = paths.map((path) => path.split('/').slice(0, -1));
  const end = first.findIndex((part, at) => others.some((other) => other[at] !== part));
  return [`${first.slice(0, end === -1 ? undefined : end).join('/')}/*`];
};

const referenceOf = (paths: readonly string[], occasion: string): string =>
  createHash('sha256')
    .update(JSON.stringify([occasion, paths]))
    .digest('hex');

const batchOf = (paths: readonly string[], reference: string): string => {
  const items = paths.map((path) => `<Path>${encodeURI(path).replaceAll('&', '&amp;')}</Path>`).join('');
  return `<InvalidationBatch xmlns="${namespace}"><Paths><Quantity>${paths.length}</Quantity><Items>${items}</Items></Paths><CallerReference>${reference}</CallerReference></InvalidationBatch>`;
};

const codeIn = (text: string): string => /<Code>(\w+)<\/Code>/.exec(text)?.[1] ?? 'without a code';
