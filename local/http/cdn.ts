/** The CDN stand-in: CloudFront's behaviours over buckets and API, without caching. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { BucketStore } from '../aws/fauxqs-modules.ts';
import { bucketDomain, type Resources } from '../template/resources.ts';
import { answerFromBucket } from './bucket-origin.ts';
import { readDistribution } from './distribution.ts';
import type { HttpApi } from './http-api.ts';

export type RequestHandler = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

const refuse = (response: ServerResponse, status: number, reason: string): void => {
  response.writeHead(status, { 'content-type': 'text/html' });
  response.end(`<!doctype html><title>${status}</title><p>${reason}</p>`);
};

const readKey = (path: string): string | undefined => {
  try {
    return decodeURIComponent(path.slice(1));
  } catch {
    return undefined;
  }
};

/** Serves the template's distribution; a template without one is its first API. */
export const createCdn = (resources: Resources, buckets: BucketStore, apis: readonly HttpApi[]): RequestHandler => {
  const distribution = readDistribution(resources);
  const bucketsByDomain = new Map(resources.ofType('AWS::S3::Bucket').map(({ name }) => [bucketDomain(name), name]));
  const apisByDomain = new Map(apis.map((api) => [api.domain, api]));
  const [first] = apis;
  if (distribution === undefined) {
    return async (request, response) => (first ? first.handle(request, response) : refuse(response, 404, 'No origin'));
  }
  return async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/';
    const { origin, allows, responseHeaders, rewrite } = distribution.behaviourOf(path);
    if (!allows(request.method ?? 'GET')) {
      refuse(response, 403, 'This distribution is not configured to allow the HTTP request method.');
      return;
    }
    for (const [name, value] of Object.entries(responseHeaders)) response.setHeader(name, value);
    const api = apisByDomain.get(origin.domain);
    if (api !== undefined) return api.handle(request, response);
    const bucket = bucketsByDomain.get(origin.domain);
    const key = readKey(`${origin.path}${rewrite(path === '/' ? `/${distribution.defaultRootObject}` : path)}`);
    if (bucket === undefined || key === undefined) return refuse(response, 400, 'Bad request');
    return answerFromBucket(buckets, bucket, key, request, response);
  };
};
