import { createServer, type ServerResponse } from 'node:http';
import { text } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { distributionOf } from '../kill/look.ts';
import { type Committed, publish } from './newsroom.ts';

/** A reader's service that confirms what it is asked, once it has been out of reach for as often as it is told. */
const startReader = async () => {
  const asked: URLSearchParams[] = [];
  const posted: { signature: unknown; body: string }[] = [];
  const held: ServerResponse[] = [];
  let [outOfReach, holding] = [0, false];
  const server = createServer(async (request, response) => {
    const body = await text(request);
    const { searchParams } = new URL(request.url ?? '', 'http://127.0.0.1');
    if (request.method === 'GET') {
      asked.push(searchParams);
      outOfReach -= 1;
      response.writeHead(outOfReach >= 0 ? 503 : 200).end(searchParams.get('hub.challenge'));
      return;
    }
    posted.push({ signature: request.headers['x-hub-signature'], body });
    if (holding) held.push(response);
    else response.writeHead(204).end();
  });
  const origin = await listenOnLoopback(server, 0);
  return {
    asked,
    posted,
    url: (name: string) => `${origin}/${name}`,
    failOnce: () => {
      outOfReach = 1;
    },
    hold: () => {
      holding = true;
    },
    /** Whoever waits gets this; whoever comes later is taken again. */
    release: (status: number) => {
      holding = false;
      for (const response of held.splice(0)) response.writeHead(status).end();
    },
    close: () => closeServer(server),
  };
};

/**
 * A reader's service that asks for a feed which is not there and for one which is, out of reach at first; is overtaken in the middle of an
 * attempt; is sent again what failed; answers 410, asks anew and goes.
 */
export const driveFollowers = async (dev: Dev): Promise<void> => {
  const reader = await startReader();
  const topic = `${dev.baseUrl}/feeds/topics/quays/rss.xml`;
  const ask = async (mode: string, name: string): Promise<void> => {
    const form = { 'hub.mode': mode, 'hub.topic': topic, 'hub.callback': reader.url(name), 'hub.secret': 'a secret' };
    const { status } = await fetch(`${dev.baseUrl}/hub`, { method: 'POST', body: new URLSearchParams(form) });
    if (status !== 202) throw new Error(`the hub answered ${status}`);
  };
  const askedFor = (mode: string): number => reader.asked.filter((one) => one.get('hub.mode') === mode).length;
  const publishAbout = (slug: string) => publish(dev, slug, { topics: ['quays'], texts: 'none' });
  const isHeard = (slug: string) => (): boolean => reader.posted.some(({ body }) => body.includes(slug));
  const isCarried = async ({ ruling }: Committed): Promise<boolean> =>
    ((await distributionOf(dev, ruling.id)).events.at(-1)?.feeds.length ?? 0) > 0;

  await ask('subscribe', 'push');
  await waitFor(() => askedFor('denied') === 1);
  await publishAbout('quay-one');
  await waitFor(async () => (await fetch(topic)).ok);
  reader.failOnce();
  await ask('subscribe', 'push');
  await waitFor(() => askedFor('subscribe') === 2);

  reader.hold();
  // the follower is written a moment after it was asked
  for (let at = 2; reader.posted.length === 0; at += 1) {
    const next = await publishAbout(`quay-two-${at}`);
    await waitFor(() => isCarried(next));
    const until = Date.now() + 2000;
    await waitFor(() => reader.posted.length > 0 || Date.now() > until);
  }
  const overtaking = await publishAbout('quay-three');
  // who follows a feed is owed it before it is said to carry an event
  await waitFor(() => isCarried(overtaking));
  reader.release(503);
  await waitFor(isHeard('quay-three'));
  if (reader.posted.some(({ signature }) => typeof signature !== 'string')) throw new Error('a feed was not signed');

  reader.hold();
  await publishAbout('quay-retried');
  await waitFor(isHeard('quay-retried'));
  const heard = reader.posted.length;
  reader.release(503);
  await waitFor(() => reader.posted.length > heard);

  reader.hold();
  await publishAbout('quay-four');
  await waitFor(isHeard('quay-four'));
  reader.release(410);
  await ask('unsubscribe', 'push');
  await waitFor(() => askedFor('unsubscribe') === 1);
  await reader.close();
};
