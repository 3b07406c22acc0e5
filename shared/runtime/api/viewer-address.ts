import { isIP } from 'node:net';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';

type Request = Pick<APIGatewayProxyEventV2, 'headers' | 'requestContext'>;

/**
 * The address that a request came from. `sourceIp` is whoever called the API: behind CloudFront one of its own. Of `X-Forwarded-For` the
 * last entry is what API Gateway added, `sourceIp` once more; the one before is what CloudFront added, the viewer's; all before that is
 * what the viewer wrote there, and may be anything. Whoever calls the API past CloudFront writes that entry themselves, so an address
 * limits and is noted, but opens nothing.
 */
export const viewerAddress = ({ headers, requestContext }: Request): string => {
  const { sourceIp } = requestContext.http;
  const hops = (headers['x-forwarded-for'] ?? '').split(',').map((hop) => hop.trim());
  if (hops.at(-1) === sourceIp) hops.pop();
  const viewer = hops.at(-1) ?? '';
  return isIP(viewer) > 0 ? viewer : sourceIp;
};
