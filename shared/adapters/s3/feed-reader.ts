import { GetObjectCommand, NoSuchKey, S3Client } from '@aws-sdk/client-s3';
import type { FeedReader } from '../../ports/feed-reader.ts';

/** The feeds' bucket; a path without its first slash is the key. Without `s3:ListBucket` a file that is not there is an error. */
export const createFeedReader = (Bucket: string, client: S3Client = new S3Client({})): FeedReader => ({
  read: async (path) => {
    try {
      const { Body, ContentType, ETag } = await client.send(
        new GetObjectCommand({ Bucket, Key: path.replace(/^\//, '') }),
      );
      if (Body === undefined || ContentType === undefined || ETag === undefined)
        throw new Error(`S3 told no version of ${path}`);
      return { body: await Body.transformToString('utf8'), contentType: ContentType, etag: ETag };
    } catch (error) {
      if (error instanceof NoSuchKey) return undefined;
      throw error;
    }
  },
});
