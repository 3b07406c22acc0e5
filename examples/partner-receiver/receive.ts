import { createServer, type IncomingMessage, type Server } from 'node:http';
import { Webhook, WebhookVerificationError } from 'standardwebhooks';
import { eventSchema } from './event.ts';
import { lineOf, type Shelf } from './shelf.ts';

/** A message with the article in it may be long; whatever is longer than this is none of the wire's. */
const maxBytes = 2_000_000;
const signatureHeaders = ['webhook-id', 'webhook-timestamp', 'webhook-signature'];
/** Sent to see whether we are there. */
const notices = ['endpoint.test', 'endpoint.probe'];

export interface ReceiverOptions {
  /** Two while a secret is being rotated: either may have signed. */
  readonly secrets: readonly string[];
  /** In production, samples and tests (`livemode: false`) are answered and change nothing. */
  readonly livemode: boolean;
  readonly shelf: Pick<Shelf, 'take'>;
  /** Called after the answer, with what happened, when something did. */
  readonly onAnswered: (line: string) => void;
}

/**
 * The server that the wire posts to. It answers as soon as a message is stored, and does everything else afterwards: 204 stored (or had
 * before, or nothing to store), 401 not signed by the wire or not now, 400 signed but unreadable, 500 not stored: the wire tries again.
 */
export const createReceiver = (options: ReceiverOptions): Server =>
  createServer((request, response) => {
    void answer(options, request)
      .catch((error: unknown): Answer => ({ status: 500, line: `not stored: ${String(error)}` }))
      .then(({ status, line }) => {
        response.writeHead(status, status === 413 ? { connection: 'close' } : {}).end();
        if (line !== undefined) options.onAnswered(line);
      });
  });

interface Answer {
  readonly status: number;
  readonly line?: string;
}

const answer = async ({ secrets, livemode, shelf }: ReceiverOptions, request: IncomingMessage): Promise<Answer> => {
  if (request.method !== 'POST') return { status: 405 };
  const body = await readBody(request);
  if (body === undefined) return { status: 413 };
  const headers = Object.fromEntries(signatureHeaders.map((name) => [name, String(request.headers[name] ?? '')]));
  // the signature covers the bytes as they came: verify them before anything reads them
  if (!secrets.some((secret) => isSigned(secret, body, headers))) return { status: 401 };
  const parsed = eventSchema.safeParse(parseJson(body));
  if (!parsed.success) return { status: 400 };
  const event = parsed.data;
  if (notices.includes(event.type) || (livemode && !event.livemode)) return { status: 204 };
  const taken = shelf.take(event);
  return taken === 'repeated' ? { status: 204 } : { status: 204, line: lineOf(taken, event) };
};

/** Whether the secret signed these bytes; the package refuses a timestamp that is more than 5 minutes off. */
const isSigned = (secret: string, body: string, headers: Record<string, string>): boolean => {
  try {
    new Webhook(secret).verify(body, headers, { jsonParse: false });
    return true;
  } catch (error) {
    if (error instanceof WebhookVerificationError) return false;
    throw error;
  }
};

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};

/** The whole body, or undefined when it is too long to be one of ours. */
const readBody = async (request: IncomingMessage): Promise<string | undefined> => {
  const chunks: Buffer[] = [];
  let bytes = 0;
  // a stream that is left destroys its socket, and the answer with it
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    bytes += chunk.length;
    if (bytes > maxBytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
};
