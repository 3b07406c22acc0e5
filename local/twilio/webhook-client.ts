import { Agent, errors, request } from 'undici';
import { sign } from './signature.ts';

/** Twilio's own limits: 5 s to connect, 15 s for the answer. */
const CONNECT_MS = 5_000;
const ANSWER_MS = 15_000;

/** Connections to one receiver. */
const CONNECTIONS = 64;

export type WebhookOutcome =
  | { readonly kind: 'answered'; readonly status: number; readonly body: string }
  /** `ct`: no connection was made; `rt`: no whole answer came. The names of Twilio's retry policies. */
  | { readonly kind: 'ct' | 'rt' };

const notConnected = (cause: unknown): boolean =>
  cause instanceof errors.ConnectTimeoutError ||
  (cause instanceof Error &&
    'code' in cause &&
    ['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'].includes(String(cause.code)));

/** Posts forms as Twilio does, signed with the auth token. Redirects are not followed. */
export const createWebhookClient = (authToken: string) => {
  const dispatcher = new Agent({
    connections: CONNECTIONS,
    connect: { timeout: CONNECT_MS },
    headersTimeout: ANSWER_MS,
    bodyTimeout: ANSWER_MS,
  });
  return {
    post: async (url: string, form: string): Promise<WebhookOutcome> => {
      const headers = {
        'content-type': 'application/x-www-form-urlencoded; charset=UTF-8',
        'user-agent': 'TwilioProxy/1.1',
        accept: '*/*',
        'x-twilio-signature': sign(authToken, url, new URLSearchParams(form)),
      };
      try {
        const { statusCode, body } = await request(url, { method: 'POST', headers, body: form, dispatcher });
        return { kind: 'answered', status: statusCode, body: await body.text() };
      } catch (cause) {
        return { kind: notConnected(cause) ? 'ct' : 'rt' };
      }
    },
    close: (): Promise<void> => dispatcher.destroy(),
  };
};
export type WebhookClient = ReturnType<typeof createWebhookClient>;
