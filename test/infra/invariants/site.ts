import { transformSync } from 'esbuild';
import * as z from 'zod';
import { pointsAt, statementsIn } from '../policy-statements.ts';
import { type Invariant, reference, type Template } from '../template.ts';

const behaviourSchema = z.object({
  CachePolicyId: z.union([z.string(), reference]),
  Compress: z.boolean().default(false),
  FunctionAssociations: z.array(z.object({ EventType: z.string(), FunctionARN: reference })).default([]),
});
const distributionSchema = z.object({
  DistributionConfig: z.object({
    DefaultCacheBehavior: behaviourSchema,
    CacheBehaviors: z.array(behaviourSchema.extend({ PathPattern: z.string() })),
  }),
});
const policySchema = z.object({
  CachePolicyConfig: z.object({
    MinTTL: z.number(),
    ParametersInCacheKeyAndForwardedToOrigin: z.object({
      EnableAcceptEncodingGzip: z.boolean(),
      EnableAcceptEncodingBrotli: z.boolean(),
    }),
  }),
});

const distributionsIn = (template: Template) =>
  template
    .ofType('AWS::CloudFront::Distribution', distributionSchema)
    .map(({ id, properties }) => ({ id, ...properties.DistributionConfig }));

/** With a minimum of 0 CloudFront keeps nothing that it compressed; with more than 1 a correction waits for it. */
export const filesAreKeptCompressedForASecond: Invariant = (template) => {
  const policies = template.ofType('AWS::CloudFront::CachePolicy', policySchema);
  return distributionsIn(template).flatMap(({ id, DefaultCacheBehavior: { CachePolicyId, Compress } }) => {
    const policy = policies.find((each) => each.id === CachePolicyId)?.properties.CachePolicyConfig;
    if (policy === undefined) return [`${id}: keeps files as somebody else's policy says`];
    const codings = policy.ParametersInCacheKeyAndForwardedToOrigin;
    return [
      ...(Compress ? [] : [`${id}: does not compress`]),
      ...(codings.EnableAcceptEncodingGzip ? [] : [`${id}: keeps nothing in gzip`]),
      ...(codings.EnableAcceptEncodingBrotli ? [] : [`${id}: keeps nothing in br`]),
      ...(policy.MinTTL === 1 ? [] : [`${id}: keeps files for at least ${policy.MinTTL} s`]),
    ];
  });
};

/** One for requests and one for answers: copies in gzip are found by the one, links get into the headers by the other. */
export const filesPassViewerFunctions: Invariant = (template) =>
  distributionsIn(template).flatMap(({ id, DefaultCacheBehavior, CacheBehaviors }) => {
    const attached = DefaultCacheBehavior.FunctionAssociations;
    const found = (event: string): boolean =>
      attached.some(
        ({ EventType, FunctionARN }) =>
          EventType === event &&
          FunctionARN.startsWith(event === 'viewer-request' ? 'SiteViewerRequest' : 'SiteViewerResponse') &&
          template.types.get(FunctionARN) === 'AWS::CloudFront::Function',
      );
    return [
      ...['viewer-request', 'viewer-response'].filter((event) => !found(event)).map((event) => `${id}: no ${event}`),
      ...CacheBehaviors.filter(({ FunctionAssociations }) => FunctionAssociations.length > 0).map(
        ({ PathPattern }) => `${id}: ${PathPattern} passes functions that are for files`,
      ),
    ];
  });

const functionSchema = z.object({
  FunctionCode: z.string(),
  FunctionConfig: z.object({ Runtime: z.string() }),
  AutoPublish: z.boolean().default(false),
});

/** https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html */
const understood = {
  arrow: true,
  'async-await': true,
  'const-and-let': true,
  'exponent-operator': true,
  'rest-argument': true,
  'template-literal': true,
};

/** What the runtime does not know is either refused by esbuild, or written otherwise. */
const isUnderstood = (code: string): boolean => {
  const options = { minify: false, logLevel: 'silent' } as const;
  try {
    const old = transformSync(code, { ...options, target: 'es5', supported: understood });
    return old.code === transformSync(code, { ...options, target: 'esnext' }).code;
  } catch {
    return false;
  }
};

export const viewerFunctionsFitTheirRuntime: Invariant = (template) =>
  template
    .ofType('AWS::CloudFront::Function', functionSchema)
    .flatMap(({ id, properties }) => [
      ...(properties.FunctionConfig.Runtime === 'cloudfront-js-2.0' ? [] : [`${id}: runs on an old runtime`]),
      ...(Buffer.byteLength(properties.FunctionCode) <= 10_000 ? [] : [`${id}: is larger than 10 kB`]),
      ...(isUnderstood(properties.FunctionCode) ? [] : [`${id}: has syntax that CloudFront does not know`]),
      ...(properties.AutoPublish ? [] : [`${id}: is never published`]),
    ]);

/** Each path of an invalidation costs, and more than a few at once make others wait. */
export const onlyBuildFeedsInvalidates: Invariant = (template) => {
  const [distribution] = distributionsIn(template);
  return statementsIn(template)
    .filter(({ Action }) => Action.some((action) => action.startsWith('cloudfront:')))
    .filter(
      ({ role, Action, Resource }) =>
        !role.startsWith('FeedsBuildFeedsRole') ||
        Action.join() !== 'cloudfront:CreateInvalidation' ||
        Resource.length !== 1 ||
        !pointsAt(Resource, distribution?.id),
    )
    .map(({ role, Action }) => `${role}: may do ${Action.join()} to more than its distribution`);
};
