import { type Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { type Exchange, noExchange } from '../../domain/exchange.ts';
import { cleanText } from '../../domain/plain-text.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import { createConnections } from './connections.ts';
import type { ConnectorOptions } from './connector.ts';
import { exchangeError } from './exchange-error.ts';
import { resolveHost, withLocalhost } from './resolver.ts';

/** An answer is read so far, and no further. */
const maxAnswerBytes = 16_384;
const keptAnswerBytes = 1024;

export interface HttpSenderOptions extends Partial<ConnectorOptions> {
  /** ms since 1970. */
  readonly now?: () => number;
}

/**
 * Posts over HTTP/1.1. Redirects are not followed: a 3xx is a failure. An answer longer than 16 kB is cut there, one that breaks off
 * before its end is a failure, whatever its status said. On node:http, since a client that connects to an address that was checked
 * needs no more of it: undici's took 730 kB of the bundle and 100 ms of its start.
 */
export const createHttpSender = ({
  allowLoopback = false,
  resolve = allowLoopback ? withLocalhost(resolveHost) : resolveHost,
  now = Date.now,
}: HttpSenderOptions = {}): WebhookSender & { close(): void } => {
  const connections = createConnections({ resolve, allowLoopback });

  return {
    post: async ({ url, headers, body, deadline }) => {
      const patience = deadline - now();
      if (patience <= 0) return noExchange('timeout');
      const to = new URL(url);
      const signal = AbortSignal.timeout(patience);
      const times = { dns: 0, connect: 0 };
      const watch = stopwatch();
      const bytes: Buffer[] = [];
      let status: number | null = null;
      let answerHeaders: IncomingMessage['headers'] = {};
      let error: Exchange['error'] = null;
      try {
        const response = await connections.lend(to, { signal, times }, (agent) =>
          send(to, headers, body, agent, signal),
        );
        watch.firstByte();
        status = response.statusCode ?? null;
        answerHeaders = response.headers;
        await readUpTo(response, bytes, maxAnswerBytes);
        if (status !== null && status >= 300 && status < 400) error = 'redirect';
      } catch (cause) {
        error = exchangeError(cause, signal.aborted);
      }
      return {
        status,
        error,
        ms: { ...times, ...watch.read() },
        answer: textOf(bytes),
        retryAfter: answerHeaders['retry-after'],
        abort: [answerHeaders['webhook-delivery']].flat()[0] === 'abort-message',
      };
    },
    close: connections.close,
  };
};

/** Resolves at the answer's headers. */
const send = (
  url: URL,
  headers: Readonly<Record<string, string>>,
  body: string,
  agent: Agent,
  signal: AbortSignal,
): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = (url.protocol === 'https:' ? httpsRequest : httpRequest)(url, {
      method: 'POST',
      agent,
      signal,
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'accept-encoding': 'identity',
        'user-agent': 'Rulingwire',
        ...headers,
      },
    });
    request.on('response', resolve);
    request.on('error', reject);
    request.on('upgrade', (_, socket) => {
      socket.destroy();
      reject(new Error('the partner switched to another protocol'));
    });
    request.end(body);
  });

/** Reads to the answer's end, or cuts it at `max` bytes: its connection, which cannot carry another exchange, ends with it. */
const readUpTo = async (body: AsyncIterable<Buffer>, bytes: Buffer[], max: number): Promise<void> => {
  let read = 0;
  for await (const chunk of body) {
    bytes.push(chunk);
    read += chunk.length;
    // leaving the loop destroys the stream
    if (read >= max) return;
  }
};

/** The first kB as text; a character that the cut went through is left out, bytes that are no UTF-8 are U+FFFD. */
const textOf = (bytes: readonly Buffer[]): string =>
  cleanText(new TextDecoder().decode(Buffer.concat(bytes).subarray(0, keptAnswerBytes), { stream: true }));

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
