import { createHash } from 'node:crypto';
import { HeadObjectCommand, PutObjectCommand, S3Client, S3ServiceException } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { FeedFiles } from '../../ports/feed-files.ts';

/** At readers within 90 s; for a day from a cache when the bucket cannot be reached. */
const cacheControl = 'max-age=30, stale-while-revalidate=60, stale-if-error=86400';

const answerSchema = z.object({ response: z.object({ headers: z.object({ date: z.string() }) }) });

/**
 * The feeds' bucket; a path without its first slash is the key. The bucket must encrypt with SSE-S3 or not at all: with KMS an
 * ETag is not the MD5 of the body, and every feed would be written every time. Without `s3:ListBucket` S3 answers 403 for a file
 * that is not there, which is thrown.
 */
export const createFeedFiles = (Bucket: string, client: S3Client = new S3Client({})): FeedFiles => ({
  head: async (path) => {
    const command = new HeadObjectCommand({ Bucket, Key: keyOf(path) });
    let now = Number.NaN;
    // the SDK keeps the Date header to itself; next to the wire it is there, on a 404 too
    command.middlewareStack.add(
      (next) => async (input) => {
        const answer = await next(input);
        now = Date.parse(answerSchema.parse(answer).response.headers.date);
        return answer;
      },
      { step: 'deserialize', priority: 'low', name: 'storeClock' },
    );
    try {
      const { ETag, LastModified } = await client.send(command);
      if (ETag === undefined || LastModified === undefined) throw new Error(`S3 told no version of ${path}`);
      return { standing: { etag: ETag, lastModified: LastModified.getTime() }, now };
    } catch (error) {
      if (statusOf(error) === 404) return { standing: undefined, now };
      throw error;
    }
  },

  etagOf: (body) => `"${createHash('md5').update(body).digest('hex')}"`,

  put: async ({ path, body, contentType, contentEncoding, link }, replaces) => {
    const condition = replaces === undefined ? { IfNoneMatch: '*' } : { IfMatch: replaces };
    const file = { Bucket, Key: keyOf(path), Body: body, ContentType: contentType, CacheControl: cacheControl };
    const encoding = contentEncoding && { ContentEncoding: contentEncoding };
    // at the edge it becomes the header that S3 cannot have
    const metadata = link === undefined ? {} : { Metadata: { link } };
    try {
      await client.send(new PutObjectCommand({ ...file, ...encoding, ...metadata, ...condition }));
      return 'written';
    } catch (error) {
      // 412: another version; 409: another write at this moment; 404: the version to be replaced is gone
      if ([404, 409, 412].includes(statusOf(error)) && nameOf(error) !== 'NoSuchBucket') return 'raced';
      throw error;
    }
  },
});

const keyOf = (path: string): string => path.replace(/^\//, '');
const statusOf = (error: unknown): number =>
  error instanceof S3ServiceException ? (error.$metadata.httpStatusCode ?? 0) : 0;
const nameOf = (error: unknown): string => (error instanceof Error ? error.name : '');
