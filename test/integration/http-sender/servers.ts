import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type Server, type Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach } from 'vitest';
import { listenOnLoopback } from '../../../local/http/listen.ts';
import { createHttpSender, type HttpSenderOptions } from '../../../shared/adapters/http-sender/http-sender.ts';
import type { Exchange } from '../../../shared/domain/exchange.ts';

/** What ends with the test: servers, their sockets, and senders. */
const endings: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  await Promise.all(endings.splice(0).map((end) => end()));
});

/** A partner's server on 127.0.0.1, with the sockets it got, newest last. */
export interface PartnerServer {
  readonly port: number;
  readonly url: string;
  readonly sockets: readonly Socket[];
}

/** Starts a server; its port, and what it gets. */
export const watch = async (server: Server): Promise<PartnerServer> => {
  const sockets: Socket[] = [];
  server.on('connection', (socket: Socket) => {
    socket.on('error', () => undefined);
    sockets.push(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  endings.push(async () => {
    const closed = once(server, 'close');
    server.close();
    for (const socket of sockets) socket.destroy();
    await closed;
  });
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no TCP address');
  return { port: address.port, url: `http://127.0.0.1:${address.port}/hook`, sockets };
};

/** A server that does to a connection whatever a test needs, from the first byte on; what it reads is thrown away. */
export const startTcp = (onData: (socket: Socket) => void): Promise<PartnerServer> =>
  watch(createTcpServer((socket) => socket.resume().once('data', () => onData(socket))));

/** A server that answers every connection's first request with these bytes, and then does nothing. */
export const startAnswering = (answer: string): Promise<PartnerServer> =>
  startTcp((socket) => {
    socket.write(answer);
  });

/** One request as it came in. */
export interface Posted {
  readonly method: string | undefined;
  readonly path: string | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

/** An HTTP server that keeps what was posted; it answers 204 unless `answer` does something else. */
export const startHttp = async (answer = (response: ServerResponse): unknown => response.writeHead(204).end()) => {
  const posted: Posted[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      posted.push({ method: request.method, path: request.url, headers: request.headers, body });
      answer(response);
    });
  });
  return { ...(await watch(server)), posted };
};

/** Each is of partner.example and signed by itself; the first is good until the year 3000. Their key is no secret. */
export type Certificate = 'certificate.pem' | 'expired.pem';
export const pemFile = (name: Certificate | 'key.pem'): URL => new URL(name, import.meta.url);

/** A server with such a certificate, the names it was asked for, and what it was told. */
export const startTls = async (certificate: Certificate = 'certificate.pem') => {
  const asked: (string | false | null)[] = [];
  const bodies: string[] = [];
  const server = createTlsServer(
    { key: readFileSync(pemFile('key.pem')), cert: readFileSync(pemFile(certificate)) },
    (request, response) => {
      void text(request).then((body) => {
        bodies.push(body);
        response.writeHead(204).end();
      });
    },
  );
  server.on('secureConnection', (socket) => asked.push(socket.servername));
  return { ...(await watch(server)), asked, bodies };
};

/** A server that writes `head` to a connection's first request, and then `part` for as long as anybody takes it, and how much was taken. */
export const startPouring = async (head: string, part: string | Buffer) => {
  const server = await startTcp((socket) => {
    const pour = (): void => {
      while (!socket.destroyed && socket.write(part));
    };
    socket.on('drain', pour).write(head);
    pour();
  });
  return { ...server, poured: () => server.sockets.reduce((sum, { bytesWritten }) => sum + bytesWritten, 0) };
};

/** A server that writes `head`, and then `part` every 10 ms. */
export const startDripping = (head: string, part: string): Promise<PartnerServer> =>
  startTcp((socket) => {
    socket.write(head);
    const timer = setInterval(() => socket.write(part), 10);
    socket.on('close', () => clearInterval(timer));
  });

/** A port of 127.0.0.1 where nobody listens any more. */
export const refusingPort = async (): Promise<number> => {
  const server = createServer();
  const origin = await listenOnLoopback(server, 0);
  server.close();
  await once(server, 'close');
  return Number(new URL(origin).port);
};

/** A sender of the embedded runtime, unless `options` say otherwise. */
export const sender = (options: HttpSenderOptions = {}) => {
  const made = createHttpSender({ allowLoopback: true, ...options });
  endings.push(async () => made.close());
  return made;
};

export interface Message {
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** How long the exchange may take. */
  readonly patienceMs?: number;
}

/** Posts over a sender. The 15 s of a real exchange are more than any test here needs to reach its end. */
export const post = (
  { post: send }: Pick<ReturnType<typeof createHttpSender>, 'post'>,
  url: string,
  { headers = {}, body = '{}', patienceMs = 15_000 }: Message = {},
): Promise<Exchange> => send({ url, headers, body, deadline: Date.now() + patienceMs });
