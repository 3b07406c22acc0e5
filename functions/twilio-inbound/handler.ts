import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { answer, hear, isTwilios, log } from './deps.ts';

/** Takes texts that people send us and answers them in TwiML; 403 when Twilio did not sign, 5xx and so perhaps again when we failed. */
export const handler = async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
  const body = event.isBase64Encoded ? Buffer.from(event.body ?? '', 'base64').toString() : (event.body ?? '');
  const params: Readonly<Record<string, string>> = Object.fromEntries(new URLSearchParams(body));
  if (!isTwilios(event.headers['x-twilio-signature'], params)) {
    log.warn('CALLBACK_REFUSED');
    return { statusCode: 403 };
  }
  const headers = { 'content-type': 'text/xml; charset=utf-8', 'cache-control': 'no-store' };
  return { statusCode: 200, headers, body: answer(await hear(params)) };
};
