import type { Dispatcher } from 'undici';
import { type Exchange, noExchange } from '../../domain/exchange.ts';
import { cleanText } from '../../domain/plain-text.ts';
import type { WebhookSender } from '../../ports/webhook-sender.ts';
import { type Connection, createConnections } from './connections.ts';
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
 * before its end is a failure, whatever its status said.
 */
export const createHttpSender = ({
  allowLoopback = false,
  resolve = allowLoopback ? withLocalhost(resolveHost) : resolveHost,
  now = Date.now,
}: HttpSenderOptions = {}): WebhookSender & { close(): Promise<void> } => {
  const connections = createConnections({ resolve, allowLoopback });

  return {
    post: async ({ url, headers, body, deadline }) => {
      const patience = deadline - now();
      if (patience <= 0) return noExchange('timeout');
      const { origin, pathname, search } = new URL(url);
      const connection = connections.take(origin);
      let timedOut = false;
      // undici heeds a signal only once there is a connection; this ends an exchange that still waits for one, too
      const timer = setTimeout(() => {
        timedOut = true;
        void connection.client.destroy();
      }, patience);
      let status: number | null = null;
      let answerHeaders: Dispatcher.ResponseData['headers'] = {};
      const watch = stopwatch(connection);
      const bytes: Buffer[] = [];
      let error: Exchange['error'] = null;
      let whole = false;
      try {
        const response = await connection.client.request({
          method: 'POST',
          path: pathname + search,
          headers: {
            'content-type': 'application/json',
            'accept-encoding': 'identity',
            'user-agent': 'Rulingwire',
            ...headers,
          },
          body,
        });
        watch.firstByte();
        status = response.statusCode;
        answerHeaders = response.headers;
        whole = await readUpTo(response.body, bytes, maxAnswerBytes);
        if (response.statusCode >= 300 && response.statusCode < 400) error = 'redirect';
      } catch (cause) {
        error = exchangeError(cause, timedOut);
      } finally {
        clearTimeout(timer);
      }
      // what was cut or broke off cannot carry another exchange
      if (whole) await connections.giveBack(connection);
      else await connection.client.destroy();
      return {
        status,
        error,
        ms: watch.read(),
        answer: textOf(bytes),
        retryAfter: one(answerHeaders['retry-after']),
        abort: one(answerHeaders['webhook-delivery']) === 'abort-message',
      };
    },
    close: connections.close,
  };
};

const one = (value: string | string[] | undefined): string | undefined => (Array.isArray(value) ? value[0] : value);

/** Whether the answer was heard to its end; otherwise it was cut at `max` bytes. */
const readUpTo = async (body: AsyncIterable<Buffer>, bytes: Buffer[], max: number): Promise<boolean> => {
  let read = 0;
  for await (const chunk of body) {
    bytes.push(chunk);
    read += chunk.length;
    if (read >= max) return false;
  }
  return true;
};

/** The first kB as text; a character that the cut went through is left out, bytes that are no UTF-8 are U+FFFD. */
const textOf = (bytes: readonly Buffer[]): string =>
  cleanText(new TextDecoder().decode(Buffer.concat(bytes).subarray(0, keptAnswerBytes), { stream: true }));

const stopwatch = ({ times }: Connection) => {
  const started = performance.now();
  const since = (): number => Math.round(performance.now() - started);
  let first: number | null = null;
  return {
    firstByte: () => {
      first = since();
    },
    read: () => ({ dns: times.dns, connect: times.connect, firstByte: first, total: since() }),
  };
};
