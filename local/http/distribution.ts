/** CloudFront's distribution: which behaviour serves a path, and from which origin. */
import * as z from 'zod';
import { nameOf } from '../aws/identity.ts';
import type { Resources } from '../template/resources.ts';
import { createCompression, readCodings } from './compression.ts';
import type { HttpAnswer } from './http-answer.ts';
import { readResponseHeaders } from './response-headers.ts';
import { readViewerFunctions, type ViewerFunction, type ViewerRequest } from './viewer-functions.ts';

const behaviourSchema = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['HEAD', 'GET']),
  CachePolicyId: z.string().optional(),
  Compress: z.boolean().default(false),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.enum(['viewer-request', 'viewer-response']), FunctionARN: z.string() }))
    .default([]),
});
const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultRootObject: z.string().default(''),
    DefaultCacheBehavior: behaviourSchema,
    CacheBehaviors: z.array(behaviourSchema).default([]),
    Origins: z.array(z.object({ Id: z.string(), DomainName: z.string(), OriginPath: z.string().default('') })),
    // How long an error is remembered means nothing without a cache; a page of its own would.
    CustomErrorResponses: z.array(z.object({ ResponsePagePath: z.undefined().optional() })).default([]),
  }),
});

export interface Behaviour {
  matches(path: string): boolean;
  allows(method: string): boolean;
  origin: { domain: string; path: string };
  /** The path to ask the origin for: what the viewer-request function makes of it. */
  rewrite(request: ViewerRequest): string;
  /** Compressed, where the behaviour and the viewer want it so. */
  compress(answer: HttpAnswer, acceptEncoding: string): HttpAnswer;
  /** What the response headers policy and the viewer-response function make of an answer; a function is not asked about errors. */
  finish(request: ViewerRequest, answer: HttpAnswer): HttpAnswer;
}

export interface Distribution {
  defaultRootObject: string;
  behaviourOf(path: string): Behaviour;
}

/** `*` stands for any characters, `?` for one; a leading slash may be left out. */
export const pathMatcher = (pattern: string): ((path: string) => boolean) => {
  const literal = pattern.replace(/^\/?/, '/').replace(/[.+^${}()|[\]\\]/g, '\\$&');
  const expression = new RegExp(`^${literal.replaceAll('*', '.*').replaceAll('?', '.')}$`);
  return (path) => expression.test(path);
};

/** The distribution of the template, or undefined where it has none. */
export const readDistribution = (resources: Resources): Distribution | undefined => {
  const [resource] = resources.ofType('AWS::CloudFront::Distribution');
  if (resource === undefined) return undefined;
  const { DistributionConfig: config } = distributionSchema.parse(resource.properties());
  const headers = readResponseHeaders(resources);
  const functions = readViewerFunctions(resources);
  const codings = readCodings(resources);
  const compress = createCompression();
  const functionOf = (behaviour: z.infer<typeof behaviourSchema>, eventType: string): ViewerFunction | undefined => {
    const arn = behaviour.FunctionAssociations.find(({ EventType }) => EventType === eventType)?.FunctionARN;
    if (arn === undefined) return undefined;
    const found = functions.get(nameOf(arn));
    if (found === undefined) throw new Error(`the template has no function ${arn}`);
    return found;
  };
  const toBehaviour = (behaviour: z.infer<typeof behaviourSchema>): Behaviour => {
    const origin = config.Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    if (origin === undefined) throw new Error(`the distribution has no origin ${behaviour.TargetOriginId}`);
    const onRequest = functionOf(behaviour, 'viewer-request');
    const onResponse = functionOf(behaviour, 'viewer-response');
    const added = headers.get(behaviour.ResponseHeadersPolicyId ?? '') ?? {};
    const enabled = behaviour.Compress ? (codings.get(behaviour.CachePolicyId ?? '') ?? []) : [];
    return {
      matches: pathMatcher(behaviour.PathPattern ?? '*'),
      allows: (method) => behaviour.AllowedMethods.includes(method),
      origin: { domain: origin.DomainName, path: origin.OriginPath },
      rewrite: (request) => onRequest?.onRequest(request) ?? request.uri,
      compress: (answer, acceptEncoding) => compress(answer, acceptEncoding, enabled),
      finish(request, answer) {
        const told = answer.status < 400 ? (onResponse?.onResponse(request, answer) ?? answer) : answer;
        return { ...told, headers: { ...told.headers, ...added } };
      },
    };
  };
  const behaviours = config.CacheBehaviors.map(toBehaviour);
  const fallback = toBehaviour(config.DefaultCacheBehavior);
  return {
    defaultRootObject: config.DefaultRootObject,
    behaviourOf: (path) => behaviours.find((each) => each.matches(path)) ?? fallback,
  };
};
