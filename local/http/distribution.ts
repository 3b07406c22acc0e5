/** CloudFront's distribution: which behaviour serves a path, and from which origin. */
import * as z from 'zod';
import { nameOf } from '../aws/identity.ts';
import type { Resources } from '../template/resources.ts';
import { readResponseHeaders } from './response-headers.ts';
import { readViewerFunctions } from './viewer-functions.ts';

const behaviourSchema = z.object({
  PathPattern: z.string().optional(),
  TargetOriginId: z.string(),
  AllowedMethods: z.array(z.string()).default(['HEAD', 'GET']),
  ResponseHeadersPolicyId: z.string().optional(),
  FunctionAssociations: z
    .array(z.object({ EventType: z.literal('viewer-request'), FunctionARN: z.string() }))
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
  /** Headers that are added to every answer. */
  responseHeaders: Readonly<Record<string, string>>;
  /** The path to ask the origin for: what the viewer-request functions make of it. */
  rewrite(path: string): string;
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
  const rewrites = readViewerFunctions(resources);
  const rewriteBy = (arn: string): ((path: string) => string) => {
    const rewrite = rewrites.get(nameOf(arn));
    if (rewrite === undefined) throw new Error(`the template has no function ${arn}`);
    return rewrite;
  };
  const toBehaviour = (behaviour: z.infer<typeof behaviourSchema>): Behaviour => {
    const origin = config.Origins.find(({ Id }) => Id === behaviour.TargetOriginId);
    if (origin === undefined) throw new Error(`the distribution has no origin ${behaviour.TargetOriginId}`);
    return {
      matches: pathMatcher(behaviour.PathPattern ?? '*'),
      allows: (method) => behaviour.AllowedMethods.includes(method),
      origin: { domain: origin.DomainName, path: origin.OriginPath },
      responseHeaders: headers.get(behaviour.ResponseHeadersPolicyId ?? '') ?? {},
      rewrite: (path) =>
        behaviour.FunctionAssociations.reduce((now, { FunctionARN }) => rewriteBy(FunctionARN)(now), path),
    };
  };
  const behaviours = config.CacheBehaviors.map(toBehaviour);
  const fallback = toBehaviour(config.DefaultCacheBehavior);
  return {
    defaultRootObject: config.DefaultRootObject,
    behaviourOf: (path) => behaviours.find((each) => each.matches(path)) ?? fallback,
  };
};
