/** The receiver of every endpoint, in a process of its own: takes all that comes and says when; at its other port it answers only when told to. */
import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { answerParent, startChild } from './child.ts';

/** Milliseconds since 1970, in fractions; the same clock in every process. */
export const timeNow = (): number => performance.timeOrigin + performance.now();

const whereSchema = z.object({ url: z.string(), deadUrl: z.string() });
const expectedSchema = z.object({ id: z.string(), count: z.int() });
const arrivedSchema = z.object({ times: z.array(z.number()), repeats: z.int() });
export type Arrived = z.output<typeof arrivedSchema>;
const sampleSchema = z.object({ headers: z.record(z.string(), z.string()), body: z.string() });
export type Sample = z.output<typeof sampleSchema>;

/**
 * `arrived` answers once so many endpoints have the message with this id. `hold` makes the dead port let everybody wait, and `release`
 * answers who waits or comes; both say how many waited or were answered since the last call of either.
 */
export const startReceiver = async () => {
  const child = startChild(new URL(import.meta.url), []);
  return {
    ...(await child.ask('where', whereSchema)),
    arrived: (id: string, count: number): Promise<Arrived> => child.ask('arrived', arrivedSchema, { id, count }),
    sample: (): Promise<Sample> => child.ask('sample', sampleSchema),
    hold: (): Promise<number> => child.ask('hold', z.int()),
    release: (): Promise<number> => child.ask('release', z.int()),
    close: child.close,
  };
};
export type Receiver = Awaited<ReturnType<typeof startReceiver>>;

/** When a message came to whom, each the first time. */
class Arrivals {
  readonly times = new Map<string, number>();
  repeats = 0;
  wanted: { count: number; resolve: () => void } | undefined;

  add(path: string): void {
    if (this.times.has(path)) this.repeats += 1;
    else this.times.set(path, timeNow());
    if (this.times.size >= (this.wanted?.count ?? Number.POSITIVE_INFINITY)) this.wanted?.resolve();
  }
}

const serve = async (): Promise<void> => {
  const messages = new Map<string, Arrivals>();
  const of = (id: string): Arrivals => {
    const known = messages.get(id) ?? new Arrivals();
    messages.set(id, known);
    return known;
  };
  let sample: Sample | undefined;
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const { url = '', headers } = request;
      const id = headers['webhook-id'];
      of(String(id)).add(url);
      sample ??= { headers: z.record(z.string(), z.string()).parse(headers), body };
      response.writeHead(204).end();
    });
  });
  const held: ServerResponse[] = [];
  let [holding, met] = [true, 0];
  const dead = createServer((_, response) => {
    met += 1;
    if (holding) held.push(response);
    else response.writeHead(204).end();
  });
  const metSince = (): number => {
    const count = met;
    met = 0;
    return count;
  };
  const [url, deadUrl] = [await listenOnLoopback(server, 0), await listenOnLoopback(dead, 0)];

  answerParent({
    where: () => ({ url, deadUrl }),
    sample: () => sample,
    hold: () => {
      holding = true;
      return metSince();
    },
    arrived: async (argument) => {
      const { id, count } = expectedSchema.parse(argument);
      const arrivals = of(id);
      const { promise, resolve } = Promise.withResolvers<void>();
      arrivals.wanted = { count, resolve };
      if (arrivals.times.size < count) await promise;
      messages.delete(id);
      return { times: [...arrivals.times.values()], repeats: arrivals.repeats };
    },
    release: () => {
      holding = false;
      for (const response of held.splice(0)) response.writeHead(204).end();
      return metSince();
    },
    close: () => Promise.all([closeServer(server), closeServer(dead)]),
  });
};

if (import.meta.main) await serve();
