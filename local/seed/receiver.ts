import { createServer, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../http/listen.ts';

const eventSchema = z.object({ id: z.string(), type: z.string(), data: z.object({ sequence: z.number() }) });

/** A webhook that came in and bore a valid signature. */
export interface Receipt {
  readonly eventId: string;
  readonly type: string;
  readonly sequence: number;
  readonly at: number;
}

export interface Receiver {
  readonly url: string;
  /** The receipt of an event, as soon as it comes; `undefined` after `patienceMs`. */
  receiptOf(eventId: string, patienceMs: number): Promise<Receipt | undefined>;
  close(): Promise<void>;
}

/** So many receipts are remembered. */
const maxReceipts = 1_000;

/**
 * The sample partner's own server, in this process: it takes a webhook when its Standard Webhooks signature is right (checked by the
 * `standardwebhooks` package, which knows nothing of how we sign) and answers 401 when it is not.
 */
export const startReceiver = async (secret: () => string): Promise<Receiver> => {
  const receipts = new Map<string, Receipt>();
  const waiting = new Map<string, (receipt: Receipt) => void>();

  const receive = async (request: IncomingMessage): Promise<number> => {
    const body = await text(request);
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    const event = eventSchema.parse(new Webhook(secret()).verify(body, headers));
    const receipt = { eventId: event.id, type: event.type, sequence: event.data.sequence, at: Date.now() };
    if (receipts.size >= maxReceipts) receipts.delete(receipts.keys().next().value ?? '');
    receipts.set(event.id, receipt);
    waiting.get(event.id)?.(receipt);
    return 204;
  };

  const server = createServer((request, response) => {
    void receive(request)
      .catch((error: unknown) => (error instanceof WebhookVerificationError ? 401 : 400))
      .then((status) => response.writeHead(status).end());
  });
  const origin = await listenOnLoopback(server, 0);

  return {
    url: `${origin}/webhooks`,
    receiptOf: (eventId, patienceMs) => {
      const known = receipts.get(eventId);
      if (known) return Promise.resolve(known);
      const { promise, resolve } = Promise.withResolvers<Receipt | undefined>();
      waiting.set(eventId, resolve);
      const timer = setTimeout(() => resolve(undefined), patienceMs);
      return promise.finally(() => {
        clearTimeout(timer);
        waiting.delete(eventId);
      });
    },
    close: () => closeServer(server),
  };
};
