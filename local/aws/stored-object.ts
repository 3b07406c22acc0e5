import type { BucketStore, StoredObject } from './fauxqs-modules.ts';

const isMissing = (cause: unknown): boolean =>
  cause instanceof Error && 'statusCode' in cause && cause.statusCode === 404;

/** An object's metadata (its body is empty), or undefined where bucket or key is missing. */
export const findObject = (buckets: BucketStore, bucket: string, key: string): StoredObject | undefined => {
  try {
    return buckets.headObject(bucket, key);
  } catch (cause) {
    if (isMissing(cause)) return undefined;
    throw cause;
  }
};
