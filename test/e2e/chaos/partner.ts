import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import type { Heard } from '../../fakes/webhook-sender.ts';

/** A partner that writes down what it hears, and answers what `statusOf` says of each message. */
export const startListeningPartner = async (statusOf: () => number) => {
  const heard: Heard[] = [];
  /** Of the machine, which counts on when the wire's time is moved. */
  const now = (): number => performance.now();
  const server = createServer((request, response) => {
    const from = now();
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
    // a function that died in the middle of a message has sent no more of it than half
    void text(request).then(
      (body) => {
        const status = statusOf();
        heard.push({ url, headers, body, from, until: now(), status });
        response.writeHead(status).end();
      },
      () => response.destroy(),
    );
  });
  const url = `${await listenOnLoopback(server, 0)}/webhooks`;
  return { url, heard, close: () => closeServer(server) };
};
export type ListeningPartner = Awaited<ReturnType<typeof startListeningPartner>>;
