import { createServer } from 'node:http';
import { json } from 'node:stream/consumers';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import type { sampleEvent } from './sample-event.ts';

/** How many events a page of the pull API holds, so that a few make several pages. */
const pageSize = 2;

/** The pull API and the acknowledgements of a wire, as partners see them. */
export const startFakeWire = async (key: string) => {
  const log: ReturnType<typeof sampleEvent>[] = [];
  const pulls: number[] = [];
  const acknowledgements: [eventId: string, body: unknown][] = [];
  const refusals: number[] = [];

  const server = createServer(async (request, response) => {
    const send = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const url = new URL(request.url ?? '', 'http://wire.example');
    if (request.headers.authorization !== `Bearer ${key}`) return send(401, { title: 'Unauthorized' });
    const refusal = refusals.shift();
    if (refusal !== undefined) return send(refusal, { title: 'Refused' });
    if (url.pathname === '/v1/events') {
      const after = Number(url.searchParams.get('after'));
      pulls.push(after);
      const later = log.filter(({ data }) => data.sequence > after);
      const items = later.slice(0, pageSize);
      return send(200, { items, nextCursor: later.length > pageSize ? String(items.at(-1)?.data.sequence) : null });
    }
    const [, eventId] = /^\/v1\/events\/([^/]+)\/acknowledgement$/.exec(url.pathname) ?? [];
    if (eventId === undefined || request.method !== 'POST') return send(404, { title: 'Not Found' });
    const body = await json(request);
    if (!log.some(({ id }) => id === eventId)) return send(404, { title: 'Not Found' });
    acknowledgements.push([eventId, body]);
    return send(200, {});
  });
  const baseUrl = await listenOnLoopback(server, 0);
  return {
    ...{ baseUrl, log, pulls, acknowledgements },
    /** The next call is answered with this status. */
    refuseNext: (status: number) => void refusals.push(status),
    close: () => closeServer(server),
  };
};
