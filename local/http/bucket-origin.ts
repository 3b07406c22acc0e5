import type { BucketStore, StoredObject } from '../aws/fauxqs-modules.ts';
import { findObject } from '../aws/stored-object.ts';
import type { HttpAnswer } from './http-answer.ts';

/** What S3 tells of an object; the user's metadata, each under a name of its own. */
const headersOf = (object: StoredObject): Record<string, string> => {
  const { cacheControl, contentEncoding, contentLanguage, contentDisposition } = object;
  const metadata = Object.entries(object.metadata).map(([name, value]) => [`x-amz-meta-${name}`, value] as const);
  return {
    etag: object.etag,
    'last-modified': object.lastModified.toUTCString(),
    'x-amz-server-side-encryption': 'AES256',
    ...Object.fromEntries(metadata),
    ...(cacheControl === undefined ? {} : { 'cache-control': cacheControl }),
    ...(contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding }),
    ...(contentLanguage === undefined ? {} : { 'content-language': contentLanguage }),
    ...(contentDisposition === undefined ? {} : { 'content-disposition': contentDisposition }),
    'content-type': object.contentType,
  };
};

/** Answers with one object, as S3 would a GET without conditions; a missing one is 404. */
export const answerFromBucket = (buckets: BucketStore, bucket: string, key: string, method: string): HttpAnswer => {
  // the bucket has no CORS rules, and CloudFront may only read
  if (method !== 'GET' && method !== 'HEAD') return { status: 403, headers: {}, body: Buffer.alloc(0) };
  const object = findObject(buckets, bucket, key);
  if (object !== undefined)
    return { status: 200, headers: headersOf(object), body: buckets.getObject(bucket, key).body };
  const body = Buffer.from('<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>');
  return { status: 404, headers: { 'content-type': 'application/xml' }, body };
};
