/** S3's conditional writes: https://docs.aws.amazon.com/AmazonS3/latest/userguide/conditional-writes.html */
import { STATUS_CODES } from 'node:http';
import type { BucketStore, buildApp } from './fauxqs-modules.ts';
import { findObject } from './stored-object.ts';

export interface PutRefusal {
  status: 404 | 412 | 501;
  code: 'NoSuchKey' | 'PreconditionFailed' | 'NotImplemented';
}

const bare = (etag: string): string => etag.replaceAll('"', '');

/** Whether a PUT with these headers may replace an object with this ETag (undefined: there is none). */
export const refusePut = (
  headers: { ifMatch?: string | undefined; ifNoneMatch?: string | undefined },
  etag: string | undefined,
): PutRefusal | undefined => {
  const { ifMatch, ifNoneMatch } = headers;
  if (ifNoneMatch !== undefined) {
    if (ifNoneMatch !== '*') return { status: 501, code: 'NotImplemented' };
    if (etag !== undefined) return { status: 412, code: 'PreconditionFailed' };
  }
  if (ifMatch === undefined) return undefined;
  if (etag === undefined) return { status: 404, code: 'NoSuchKey' };
  return bare(ifMatch) === bare(etag) ? undefined : { status: 412, code: 'PreconditionFailed' };
};

const isPath = (params: unknown): params is { bucket: string; '*': string } =>
  typeof params === 'object' && params !== null && 'bucket' in params && '*' in params;

/**
 * Holds If-Match and If-None-Match of every PUT, which fauxqs ignores. The hook is a callback one: Fastify then goes on to
 * the handler in the same turn, and the handler puts in the same turn, so no other write comes between check and put.
 */
export const holdPutConditions = (app: ReturnType<typeof buildApp>, buckets: BucketStore): void => {
  app.addHook('preHandler', (request, reply, done) => {
    const { 'if-match': ifMatch, 'if-none-match': ifNoneMatch } = request.headers;
    const conditional = ifMatch !== undefined || ifNoneMatch !== undefined;
    if (request.method !== 'PUT' || !conditional || !isPath(request.params)) return done();
    const etag = findObject(buckets, request.params.bucket, request.params['*'])?.etag;
    const refusal = refusePut({ ifMatch, ifNoneMatch }, etag);
    if (refusal === undefined) return done();
    const { status, code } = refusal;
    reply.code(status).type('application/xml');
    reply.send(`<?xml version="1.0"?><Error><Code>${code}</Code><Message>${STATUS_CODES[status]}</Message></Error>`);
  });
};
