import type { IncomingMessage } from 'node:http';
import { type Exchange, noExchange } from '../../domain/exchange.ts';
import { cleanText } from '../../domain/plain-text.ts';
import type { CallbackAsker } from '../../ports/callback-asker.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import { createConnections } from './connections.ts';
import type { ConnectorOptions } from './connector.ts';
import { exchangeError } from './exchange-error.ts';
import { type Asked, destinationOf, send } from './request.ts';
import { resolveHost, withLocalhost } from './resolver.ts';

/** An answer is read so far, and no further. */
const maxAnswerBytes = 16_384;
const keptAnswerBytes = 1024;

export interface HttpSenderOptions extends Partial<ConnectorOptions> {
  /** ms since 1970. */
  readonly now?: () => number;
}

/** What came back, as far as it was read. */
interface Answered {
  readonly status: number | null;
  readonly error: Exchange['error'];
  readonly ms: Exchange['ms'];
  readonly bytes: Buffer;
  readonly headers: IncomingMessage['headers'];
}

/**
 * Posts to endpoints and asks callbacks, over HTTP/1.1. Redirects are not followed: a 3xx is a failure. An answer longer than 16 kB is
 * cut there, one that breaks off before its end is a failure, whatever its status said. On node:http, since a client that connects to an
 * address that was checked needs no more of it: undici's took 730 kB of the bundle and 100 ms of its start.
 */
export const createHttpSender = ({
  allowLoopback = false,
  resolve = allowLoopback ? withLocalhost(resolveHost) : resolveHost,
  now = Date.now,
}: HttpSenderOptions = {}): WebhookSender & CallbackAsker & { close(): void } => {
  const connections = createConnections({ resolve, allowLoopback });

  const exchange = async (asked: Asked): Promise<Answered | undefined> => {
    const patience = asked.deadline - now();
    if (patience <= 0) return undefined;
    const signal = AbortSignal.timeout(patience);
    const times = { dns: 0, connect: 0 };
    const watch = stopwatch();
    const bytes: Buffer[] = [];
    let status: number | null = null;
    let headers: IncomingMessage['headers'] = {};
    let error: Exchange['error'] = null;
    let broken: unknown;
    const breaks = (cause: Error): void => {
      broken ??= cause;
    };
    try {
      const to = destinationOf(asked.url);
      const response = await connections.lend(to, { signal, times }, (agent) => send(to, asked, agent, signal, breaks));
      watch.firstByte();
      status = response.statusCode ?? null;
      headers = response.headers;
      const cut = await readUpTo(response, bytes, maxAnswerBytes);
      // a body that its connection's end ends looks whole, whoever ended that
      if (!cut && (signal.aborted || broken !== undefined)) throw broken ?? signal.reason;
      if (status !== null && status >= 300 && status < 400) error = 'redirect';
    } catch (cause) {
      // a body that breaks off says no more than that; its request says why
      error = exchangeError(broken ?? cause, signal.aborted);
    }
    return { status, error, ms: { ...times, ...watch.read() }, bytes: Buffer.concat(bytes), headers };
  };

  return {
    post: async (request) => {
      const answered = await exchange(request);
      if (answered === undefined) return noExchange('timeout');
      const { status, error, ms, bytes, headers } = answered;
      return {
        status,
        error,
        ms,
        answer: textOf(bytes),
        retryAfter: headers['retry-after'],
        abort: [headers['webhook-delivery']].flat()[0] === 'abort-message',
      };
    },
    get: async (request) => {
      const answered = await exchange(request);
      if (answered === undefined) return { status: null, error: 'timeout', body: '' };
      const { status, error, bytes } = answered;
      return { status, error, body: bytes.toString('utf8') };
    },
    close: connections.close,
  };
};

/** Reads to the answer's end, or cuts it at `max` bytes, and then its connection, which cannot carry another exchange: whether it did. */
const readUpTo = async (body: AsyncIterable<Buffer>, bytes: Buffer[], max: number): Promise<boolean> => {
  let read = 0;
  for await (const chunk of body) {
    bytes.push(chunk);
    read += chunk.length;
    // leaving the loop destroys the stream
    if (read >= max) return true;
  }
  return false;
};

/** The first kB as text; a character that the cut went through is left out, bytes that are no UTF-8 are U+FFFD, which takes three. */
const textOf = (bytes: Buffer): string => {
  const text = cleanText(new TextDecoder().decode(bytes.subarray(0, keptAnswerBytes), { stream: true }));
  const { read } = new TextEncoder().encodeInto(text, new Uint8Array(keptAnswerBytes));
  return text.slice(0, read);
};

const stopwatch = () => {
  const started = performance.now();
  const since = (): number => Math.round(performance.now() - started);
  let first: number | null = null;
  return {
    firstByte: () => {
      first = since();
    },
    read: () => ({ firstByte: first, total: since() }),
  };
};
