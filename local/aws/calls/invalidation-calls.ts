/** What CloudFront's API needs: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoncloudfront.html */
import { distributionArn } from '../identity.ts';
import type { Call } from '../policy.ts';

export const invalidationCalls = (distributionId: string): Call[] => [
  { action: 'cloudfront:CreateInvalidation', resource: distributionArn(distributionId) },
];
