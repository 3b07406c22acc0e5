import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BucketStore, StoredObject } from '../aws/fauxqs-modules.ts';
import { findObject } from '../aws/stored-object.ts';
import { isCurrent } from './conditional-get.ts';

const validators = (object: StoredObject): Record<string, string> => ({
  etag: object.etag,
  'last-modified': object.lastModified.toUTCString(),
  ...(object.cacheControl === undefined ? {} : { 'cache-control': object.cacheControl }),
});

const representation = (object: StoredObject): Record<string, string> => {
  const { contentEncoding, contentLanguage, contentDisposition } = object;
  return {
    ...(contentEncoding === undefined ? {} : { 'content-encoding': contentEncoding }),
    ...(contentLanguage === undefined ? {} : { 'content-language': contentLanguage }),
    ...(contentDisposition === undefined ? {} : { 'content-disposition': contentDisposition }),
    'content-type': object.contentType,
    'content-length': String(object.contentLength),
  };
};

/** Answers a GET or HEAD of one object; a missing one is 404. */
export const answerFromBucket = (
  buckets: BucketStore,
  bucket: string,
  key: string,
  request: IncomingMessage,
  response: ServerResponse,
): void => {
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    response.writeHead(403).end(); // the bucket has no CORS rules, and CloudFront may only read
    return;
  }
  const object = findObject(buckets, bucket, key);
  if (object === undefined) {
    response.writeHead(404, { 'content-type': 'application/xml' });
    response.end(request.method === 'HEAD' ? undefined : '<?xml version="1.0"?><Error><Code>NoSuchKey</Code></Error>');
    return;
  }
  const { 'if-none-match': ifNoneMatch, 'if-modified-since': ifModifiedSince } = request.headers;
  if (isCurrent({ ifNoneMatch, ifModifiedSince }, object)) {
    response.writeHead(304, validators(object)).end();
    return;
  }
  response.writeHead(200, { ...validators(object), ...representation(object) });
  response.end(request.method === 'HEAD' ? undefined : buckets.getObject(bucket, key).body);
};
