import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import type { Log } from '../../shared/ports/log.ts';
import type { takeHubRequest } from '../../shared/use-cases/take-hub-request.ts';

/** Longer than any request that could be right: two URLs of 2,000 characters, percent-encoded, and a secret. */
const maxBytes = 16_384;
const form = 'application/x-www-form-urlencoded';

export interface HubAnswerDeps {
  readonly take: ReturnType<typeof takeHubRequest>;
  readonly log: Log;
}

/** WebSub's hub: 202 for a request that will be verified, 4xx in plain words for one that is none. No log line has a callback: it may hold a token. */
export const answerHub =
  ({ take, log }: HubAnswerDeps) =>
  async (event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> => {
    const body = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
    const [type] = (event.headers['content-type'] ?? '').split(';');
    const refuse = (status: number, parameter: string | null, text: string) => {
      log.info('HUB_REQUEST_ANSWERED', { status, parameter });
      return answer(status, text);
    };
    if (type?.trim().toLowerCase() !== form) return refuse(415, null, `The body must be ${form}.`);
    if (body.length > maxBytes) return refuse(413, null, `The body must have at most ${maxBytes} bytes.`);
    const taken = await take(new URLSearchParams(body.toString('utf8')));
    if (!taken.ok) return refuse(400, taken.error.parameter, `${taken.error.parameter} ${taken.error.detail}.`);
    const { id, mode, topic } = taken.value;
    log.info('HUB_REQUEST_ANSWERED', { status: 202, endpointId: id, mode, topic });
    return answer(202, `The callback will be asked whether it wants to ${mode}.`);
  };

const answer = (statusCode: number, text: string): APIGatewayProxyStructuredResultV2 => ({
  statusCode,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'cache-control': 'no-store' },
  body: `${text}\n`,
});
