/** What CloudFront compresses: https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/ServingCompressedFiles.html */
import { brotliCompressSync, gzipSync, constants as zlib } from 'node:zlib';
import * as z from 'zod';
import type { Resources } from '../template/resources.ts';
import { compressedTypes } from './compressed-types.ts';
import type { HttpAnswer } from './http-answer.ts';

type Coding = 'br' | 'gzip';

const SMALLEST = 1_000;
const LARGEST = 10_000_000;
/** Compressed bodies that are kept; a feed is asked for again and again. */
const KEPT = 100;

const policySchema = z.object({
  CachePolicyConfig: z.object({
    ParametersInCacheKeyAndForwardedToOrigin: z.object({
      EnableAcceptEncodingGzip: z.boolean(),
      EnableAcceptEncodingBrotli: z.boolean().default(false),
    }),
  }),
});

/** By the cache policy's name: the codings that it has, the preferred one first. */
export const readCodings = (resources: Resources): Map<string, readonly Coding[]> =>
  new Map(
    resources.ofType('AWS::CloudFront::CachePolicy').map(({ name, properties }) => {
      const { CachePolicyConfig } = policySchema.parse(properties());
      const { EnableAcceptEncodingGzip: gzip, EnableAcceptEncodingBrotli: brotli } =
        CachePolicyConfig.ParametersInCacheKeyAndForwardedToOrigin;
      return [name, [...(brotli ? ['br' as const] : []), ...(gzip ? ['gzip' as const] : [])]];
    }),
  );

const accepts = (acceptEncoding: string, coding: Coding): boolean =>
  acceptEncoding
    .toLowerCase()
    .split(',')
    .map((item) => item.split(';').map((part) => part.trim()))
    .some(([name, ...parts]) => name === coding && !parts.some((part) => /^q=0(\.0*)?$/.test(part)));

const isCompressible = ({ status, headers, body }: HttpAnswer): boolean =>
  status === 200 &&
  headers['content-encoding'] === undefined &&
  compressedTypes.has(String(headers['content-type']).split(';')[0]?.trim().toLowerCase() ?? '') &&
  body.length >= SMALLEST &&
  body.length <= LARGEST;

const encode: Readonly<Record<Coding, (body: Buffer) => Buffer>> = {
  // the default of 11 is for files that are compressed once: 50 times slower for a tenth less
  br: (body) => brotliCompressSync(body, { params: { [zlib.BROTLI_PARAM_QUALITY]: 5 } }),
  gzip: (body) => gzipSync(body),
};

/** Compresses answers to requests of HTTP/1.1 that take one of the codings; a strong entity tag becomes a weak one. */
export const createCompression = () => {
  const kept = new Map<string, Buffer>();
  const encoded = (coding: Coding, etag: string, body: Buffer): Buffer => {
    const name = `${coding} ${etag}`;
    const found = kept.get(name);
    if (found !== undefined) return found;
    const bytes = encode[coding](body);
    if (kept.size >= KEPT) kept.delete(kept.keys().next().value ?? '');
    kept.set(name, bytes);
    return bytes;
  };

  return (answer: HttpAnswer, acceptEncoding: string, codings: readonly Coding[]): HttpAnswer => {
    const coding = codings.find((each) => accepts(acceptEncoding, each));
    const { etag } = answer.headers;
    if (coding === undefined || typeof etag !== 'string' || !isCompressible(answer)) return answer;
    return {
      ...answer,
      headers: {
        ...answer.headers,
        etag: etag.startsWith('W/') ? etag : `W/${etag}`,
        'content-encoding': coding,
        vary: 'Accept-Encoding',
      },
      body: encoded(coding, etag, answer.body),
    };
  };
};
