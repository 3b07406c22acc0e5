import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { hear, isTwilios, log } from './deps.ts';

/** Takes Twilio's status callbacks: 204 whatever comes of them, 403 when Twilio did not sign, 5xx and so again when we failed. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const token = event.pathParameters?.['token'] ?? '';
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '');
  const params: Readonly<Record<string, string>> = Object.fromEntries(new URLSearchParams(body));
  if (!isTwilios(event.headers['x-twilio-signature'], `/twilio/status/${token}`, params)) {
    log.warn('CALLBACK_REFUSED');
    return { statusCode: 403 };
  }
  await hear(token, params);
  return { statusCode: 204 };
};
