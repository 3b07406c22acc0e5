/**
 * One HTTP exchange over kept-alive sockets that knows whether the request was written.
 *
 * node:http rather than undici, because it lets us hold the first byte back until the connection, TLS included, is
 * proven: whatever fails earlier provably sent nothing. It never retries and never pipelines, and costs no bundle
 * (undici's Pool: 463 KB minified, 30 to 40 ms to load).
 */
import { type ClientRequest, Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import type { Socket } from 'node:net';

/** How far a failed exchange had come. From `written` on, the other side may have acted on it. */
type Stage = 'dns' | 'connect' | 'tls' | 'written';

/** The exchange ended without a whole answer. */
export class ExchangeFailed extends Error {
  readonly stage: Stage;
  readonly timedOut: boolean;

  constructor(stage: Stage, cause: unknown) {
    super(`exchange failed at ${stage}`, { cause });
    this.stage = stage;
    this.timedOut = cause instanceof DeadlinePassed;
  }
}

class DeadlinePassed extends Error {}

interface Outgoing {
  readonly method: 'POST' | 'GET';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}
export interface Answer {
  readonly status: number;
  readonly body: string;
}

/** Twilio's answers to one request for a text are under 2 kB; a longer one is no answer of Twilio's and is read no further. */
const MAX_ANSWER_CHARACTERS = 65_536;

/**
 * A frozen Lambda does not see its sockets being closed, and a write to a dead one ends as `unknown`: a text lost.
 * So a socket idle for longer than this is not used again (balancers commonly close after 60 s; undici's own limit is 4 s).
 */
const MAX_IDLE_MS = 4_000;

const readAnswer = async (response: IncomingMessage, maxCharacters: number): Promise<Answer> => {
  let body = '';
  response.setEncoding('utf8');
  for await (const chunk of response) {
    body += String(chunk);
    if (body.length > maxCharacters) break;
  }
  return { status: response.statusCode ?? 0, body };
};

/** A function that does one exchange. `timeoutMs` is for the whole of it, waiting for a free connection included. */
export const createExchange = (
  origin: URL,
  connections: number,
  timeoutMs: number,
  maxCharacters = MAX_ANSWER_CHARACTERS,
) => {
  const secure = origin.protocol === 'https:';
  const limits = { keepAlive: true, maxSockets: connections, maxFreeSockets: connections };
  const agent = secure ? new HttpsAgent(limits) : new HttpAgent(limits);
  const usedAt = new WeakMap<Socket, number>();

  const dropStaleSockets = (): void => {
    for (const sockets of Object.values(agent.freeSockets)) {
      for (const socket of sockets ?? []) {
        if (Date.now() - (usedAt.get(socket) ?? 0) > MAX_IDLE_MS) socket.destroy();
      }
    }
  };

  return ({ method, url, headers, body }: Outgoing): Promise<Answer> => {
    dropStaleSockets();
    return new Promise((resolve, reject) => {
      let stage: Stage = 'connect';
      const options = { method, agent, headers: { ...headers, 'Content-Length': Buffer.byteLength(body) } };
      const request: ClientRequest = (secure ? httpsRequest : httpRequest)(url, options);
      const deadline = setTimeout(() => request.destroy(new DeadlinePassed()), timeoutMs);
      const end = (): void => clearTimeout(deadline);
      const fail = (cause: unknown): void => {
        end();
        reject(new ExchangeFailed(stage, cause));
      };

      const write = (socket: Socket): void => {
        stage = 'written';
        usedAt.set(socket, Date.now());
        request.end(body);
      };
      request.on('socket', (socket) => {
        if (usedAt.has(socket)) return write(socket);
        socket.once('lookup', (error) => {
          if (error) stage = 'dns';
        });
        if (secure) socket.once('connect', () => (stage = 'tls'));
        return socket.once(secure ? 'secureConnect' : 'connect', () => write(socket));
      });
      request.on('error', fail);
      request.on('response', (response) => {
        const { socket } = response;
        readAnswer(response, maxCharacters).then((answer) => {
          end();
          usedAt.set(socket, Date.now());
          resolve(answer);
        }, fail);
      });
    });
  };
};
