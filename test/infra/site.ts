import { expect, it } from 'vitest';
import * as z from 'zod';
import type { StackUnderTest } from './synthesis.ts';
import { reference } from './template.ts';

const behaviourSchema = z.object({
  PathPattern: z.string().optional(),
  CachePolicyId: z.union([z.string(), reference]),
  OriginRequestPolicyId: z.string().optional(),
  ResponseHeadersPolicyId: reference,
  ViewerProtocolPolicy: z.string(),
  AllowedMethods: z.array(z.string()),
});
const distributionSchema = z.object({
  DistributionConfig: z.object({
    CacheBehaviors: z.array(behaviourSchema),
    CustomErrorResponses: z.array(z.object({ ErrorCode: z.int(), ErrorCachingMinTTL: z.int() }).strict()),
    Logging: z.undefined().optional(),
  }),
});
const routeSchema = z.object({ RouteKey: z.string() });
const deploymentSchema = z.object({
  Prune: z.boolean(),
  DestinationBucketKeyPrefix: z.string().optional(),
  SystemMetadata: z.object({ 'cache-control': z.string() }),
});

/** Ids that AWS gives to its own policies, the same in every account. */
const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
const allViewerExceptHostHeader = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';

export const describeSite = (stack: StackUnderTest): void => {
  const [distribution] = stack.ofType('AWS::CloudFront::Distribution', distributionSchema);
  if (!distribution) throw new Error('no distribution');
  const { CacheBehaviors, CustomErrorResponses } = distribution.properties.DistributionConfig;

  it('caches nothing of the API, forwards all but the host, and never over plain HTTP', () => {
    expect(CacheBehaviors.map(({ PathPattern }) => PathPattern)).toEqual([
      '/v1/*',
      '/twilio/*',
      '/hub',
      '/s/*',
      '/.well-known/*',
    ]);
    for (const behaviour of CacheBehaviors) {
      expect(behaviour).toMatchObject({
        CachePolicyId: cachingDisabled,
        OriginRequestPolicyId: allViewerExceptHostHeader,
        ViewerProtocolPolicy: 'https-only',
        AllowedMethods: expect.arrayContaining(['POST', 'PUT', 'PATCH', 'DELETE']),
      });
    }
  });

  it('remembers no error: a ruling asked for too early is found a second later', () => {
    expect(CustomErrorResponses).toContainEqual({ ErrorCode: 404, ErrorCachingMinTTL: 0 });
    expect(CustomErrorResponses.map(({ ErrorCachingMinTTL }) => ErrorCachingMinTTL).every((ttl) => ttl === 0)).toBe(
      true,
    );
  });

  it('leaves feeds alone when it deploys pages, keeps scripts for ever, and has no page before its scripts', () => {
    const deployments = stack.ofType('Custom::CDKBucketDeployment', deploymentSchema);
    const assets = deployments.find(({ properties }) => properties.DestinationBucketKeyPrefix === 'assets');
    const pages = deployments.find(({ properties }) => properties.DestinationBucketKeyPrefix === undefined);
    expect(deployments.map(({ properties }) => properties.Prune)).toEqual([false, false]);
    expect(assets?.properties.SystemMetadata['cache-control']).toBe('public, max-age=31536000, immutable');
    expect(pages?.properties.SystemMetadata['cache-control']).toBe('public, max-age=300');
    expect(pages?.dependsOn).toContain(assets?.id);
  });

  it('routes the API', () => {
    const routes = stack.ofType('AWS::ApiGatewayV2::Route', routeSchema).map(({ properties }) => properties.RouteKey);
    expect(routes.sort()).toEqual([
      'ANY /v1/broadcasts/{proxy+}',
      'ANY /v1/operations/{proxy+}',
      'ANY /v1/preferences',
      'ANY /v1/replies/{proxy+}',
      'ANY /v1/staff-phones',
      'ANY /v1/staff-phones/{proxy+}',
      'ANY /v1/{proxy+}',
      'GET /.well-known/webhook-keys.json',
      'GET /s/{code}',
      'GET /v1/broadcasts',
      'GET /v1/health',
      'GET /v1/operations',
      'GET /v1/replies',
      'HEAD /s/{code}',
      'POST /hub',
      'POST /twilio/inbound',
      'POST /twilio/status/{token}',
      'POST /v1/preflight',
      'POST /v1/preflight/test-send',
      'POST /v1/rulings/{id}/test-send',
      'POST /v1/subscribers',
      'POST /v1/suppressions',
    ]);
  });
};
