import { Agent, request } from 'node:http';
import type { Socket } from 'node:net';
import * as z from 'zod';
import { type ApiClient, createApiClient } from '../../local/cli/api-client.ts';
import { readDistribution } from '../../local/cli/distribution.ts';
import { feedLength } from '../../shared/domain/feed-document.ts';
import { inParallel } from '../../shared/use-cases/in-parallel.ts';
import { waitFor } from '../../test/wait-for.ts';
import { proseRuling } from './prose-ruling.ts';

const readers = 1_000;
const minutes = 60;
/** In these minutes something changes: rulings are published, and one of them is corrected. */
const publishedIn = [5, 17, 29, 41, 53];
const correctedIn = 35;
const atOnce = 50;
/** Two readers of RSS to one of Atom and one of JSON Feed. */
const paths = ['/feeds/rss.xml', '/feeds/atom.xml', '/feeds/rss.xml', '/feeds/feed.json'];

/** What polling took: bytes are those that came over the sockets, heads included. */
export interface Polled {
  readonly requests: number;
  readonly unchanged: number;
  readonly bytes: number;
}

export interface PollingResult {
  readonly readers: number;
  readonly minutes: number;
  readonly changes: number;
  /** Of a feed of 50 entries, without compression. */
  readonly feedBytes: Readonly<Record<string, number>>;
  readonly conditional: Polled;
  readonly plain: Polled;
  readonly touched: { readonly published: number; readonly corrected: number };
}

interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

/** Readers that poll over connections that are kept, as a CDN's edge has them, and count what comes. */
const openReaders = (baseUrl: string, conditional: boolean) => {
  const sockets = new Set<Socket>();
  const agent = new Agent({ keepAlive: true, maxSockets: atOnce });
  const known = new Map<number, Validators>();
  let [requests, unchanged] = [0, 0];

  const poll = (reader: number): Promise<void> =>
    new Promise((resolve, reject) => {
      const { etag, lastModified } = known.get(reader) ?? {};
      const headers = {
        // whoever has no validators has mostly no decompression either, but this counts for validators alone
        'accept-encoding': 'gzip',
        ...(etag === undefined ? {} : { 'if-none-match': etag }),
        ...(lastModified === undefined ? {} : { 'if-modified-since': lastModified }),
      };
      const url = new URL(paths[reader % paths.length] ?? '', baseUrl);
      request(url, { agent, headers }, (answer) => {
        requests += 1;
        sockets.add(answer.socket);
        if (answer.statusCode === 304) unchanged += 1;
        else if (answer.statusCode !== 200) reject(new Error(`${url.pathname} answered ${answer.statusCode}`));
        const { etag, 'last-modified': lastModified } = answer.headers;
        if (conditional) known.set(reader, { ...(etag && { etag }), ...(lastModified && { lastModified }) });
        answer.resume().once('end', resolve).once('error', reject);
      })
        .once('error', reject)
        .end();
    });

  return {
    pollAll: () => inParallel(atOnce, [...Array(readers).keys()], poll),
    close: (): Polled => {
      agent.destroy();
      return { requests, unchanged, bytes: [...sockets].reduce((sum, { bytesRead }) => sum + bytesRead, 0) };
    },
  };
};

const committedSchema = z.object({
  ruling: z.object({ id: z.string(), revision: z.int() }),
  event: z.object({ id: z.string() }),
});
type Committed = z.output<typeof committedSchema>;

/** Publishes or corrects, and answers how many feeds carry it once they all do. */
const until = async (api: ApiClient, committed: Promise<Committed>): Promise<Committed & { feeds: number }> => {
  const { ruling, event } = await committed;
  let feeds = 0;
  await waitFor(async () => {
    const { events } = await readDistribution(api, ruling.id);
    feeds = events.find((each) => each.event.id === event.id)?.feeds.length ?? 0;
    return feeds > 0;
  });
  return { ruling, event, feeds };
};

/**
 * An hour of readers that ask once a minute, in as little time as their requests take, with validators and beside them without: the
 * same readers, the same minutes, the same changes.
 */
export const benchPolling = async (baseUrl: string, newsroomKey: string): Promise<PollingResult> => {
  const api = createApiClient(baseUrl, newsroomKey);
  let number = 0;
  const publish = () => until(api, api.call('POST', '/v1/rulings', committedSchema, proseRuling(number++)));
  const correct = ({ ruling }: Committed) =>
    until(
      api,
      api.call(
        'POST',
        `/v1/rulings/${ruling.id}/corrections`,
        committedSchema,
        { note: 'We misread the measure.', changes: { rating: 'half-true' } },
        { 'if-match': `"${ruling.revision}"` },
      ),
    );
  while (number < feedLength) await publish();

  const [careful, careless] = [openReaders(baseUrl, true), openReaders(baseUrl, false)];
  let last = await publish();
  const published = last.feeds;
  let corrected = 0;
  for (let minute = 0; minute < minutes; minute++) {
    if (publishedIn.includes(minute)) last = await publish();
    if (minute === correctedIn) corrected = (await correct(last)).feeds;
    await careful.pollAll();
    await careless.pollAll();
  }
  const feedBytes = await Promise.all(
    [...new Set(paths)].map(async (path) => [
      path,
      (await (await fetch(`${baseUrl}${path}`)).arrayBuffer()).byteLength,
    ]),
  );
  return {
    ...{ readers, minutes, changes: publishedIn.length + 1 },
    feedBytes: z.record(z.string(), z.number()).parse(Object.fromEntries(feedBytes)),
    conditional: careful.close(),
    plain: careless.close(),
    touched: { published, corrected },
  };
};
