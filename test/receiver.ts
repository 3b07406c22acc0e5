import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../local/http/listen.ts';

const bodySchema = z.object({
  id: z.string(),
  type: z.string(),
  data: z.object({
    sequence: z.number(),
    previousSequence: z.number().nullable(),
    supersedes: z.array(z.number()),
    rulingId: z.string(),
    revision: z.number(),
  }),
});
export type Received = z.output<typeof bodySchema> & { readonly at: number };

/** A partner that takes everything, in the order it comes, repeats included. */
export const startPartner = async (port = 0) => {
  const received: Received[] = [];
  const listeners = new Set<(event: Received) => void>();
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const event = { ...bodySchema.parse(JSON.parse(body)), at: Date.now() };
      received.push(event);
      response.writeHead(204).end();
      for (const listener of listeners) listener(event);
    });
  });
  const origin = await listenOnLoopback(server, port);
  return {
    url: `${origin}/webhooks`,
    received,
    onReceived: (listener: (event: Received) => void) => void listeners.add(listener),
    close: () => closeServer(server),
  };
};
