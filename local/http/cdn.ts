/** The CDN stand-in: CloudFront's behaviours over buckets and API, without caching. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BucketStore } from '../aws/fauxqs-modules.ts';
import { bucketDomain, type Resources } from '../template/resources.ts';
import { answerFromBucket } from './bucket-origin.ts';
import { unlessCurrent } from './conditional-get.ts';
import { type Behaviour, readDistribution } from './distribution.ts';
import { type HttpAnswer, sendAnswer } from './http-answer.ts';
import type { HttpApi } from './http-api.ts';
import { type ViewerRequest, viewerHeaders } from './viewer-functions.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const refusal = (status: number, reason: string): HttpAnswer => ({
  status,
  headers: { 'content-type': 'text/html' },
  body: Buffer.from(`<!doctype html><title>${status}</title><p>${reason}</p>`),
});

const readKey = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
};

/** CloudFront compresses nothing for HTTP/1.0. */
const codingsOf = ({ httpVersion, headers }: IncomingMessage): string =>
  httpVersion === '1.0' ? '' : [headers['accept-encoding'] ?? ''].flat().join();

/** Serves the template's distribution; a template without one is its first API. */
export const createCdn = (resources: Resources, buckets: BucketStore, apis: readonly HttpApi[]): RequestHandler => {
  const distribution = readDistribution(resources);
  const bucketsByDomain = new Map(resources.ofType('AWS::S3::Bucket').map(({ name }) => [bucketDomain(name), name]));
  const apisByDomain = new Map(apis.map((api) => [api.domain, api]));
  const [first] = apis;
  if (distribution === undefined) {
    return async (request, response) =>
      sendAnswer(response, first ? await first.answer(request) : refusal(404, 'No origin'));
  }

  const answerOf = async (
    { origin, compress }: Behaviour,
    request: IncomingMessage,
    { method, uri }: ViewerRequest,
  ): Promise<HttpAnswer> => {
    const api = apisByDomain.get(origin.domain);
    if (api !== undefined) return compress(await api.answer(request), codingsOf(request));
    const bucket = bucketsByDomain.get(origin.domain);
    const key = readKey(`${origin.path}${uri}`);
    if (bucket === undefined || key === undefined) return refusal(400, 'Bad request');
    const stored = compress(answerFromBucket(buckets, bucket, key, method), codingsOf(request));
    // CloudFront knows what it has in its cache, and that by the tag that viewers got with it
    return unlessCurrent(request.headers, stored);
  };

  return async (request, response) => {
    const { method = 'GET', url = '/', headers } = request;
    const path = url.split('?')[0] ?? '/';
    const behaviour = distribution.behaviourOf(path);
    if (!behaviour.allows(method)) {
      const reason = 'This distribution is not configured to allow the HTTP request method.';
      return sendAnswer(response, refusal(403, reason));
    }
    const uri = path === '/' ? `/${distribution.defaultRootObject}` : path;
    const asked = { method, uri, headers: viewerHeaders(headers) };
    const rewritten = { ...asked, uri: behaviour.rewrite(asked) };
    sendAnswer(response, behaviour.finish(rewritten, await answerOf(behaviour, request, rewritten)));
  };
};
