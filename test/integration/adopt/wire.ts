import { createServer } from 'node:http';
import { text } from 'node:stream/consumers';
import { importRoutes } from '../../../functions/newsroom-api/routes/importing.ts';
import { publishingRoutes } from '../../../functions/newsroom-api/routes/publishing.ts';
import { readingRoutes } from '../../../functions/newsroom-api/routes/reading.ts';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';
import type { Actor } from '../../../shared/domain/actor.ts';
import { type Ruling, toRuling } from '../../../shared/domain/ruling.ts';
import { createApi } from '../../../shared/runtime/api/api.ts';
import { systemClock } from '../../../shared/runtime/clock.ts';
import { recordingLog } from '../../fakes/log.ts';
import { newsroomDeps } from '../../samples/newsroom-deps.ts';
import { callerOf } from '../call-api.ts';

const key = 'rwk_newsroom-key-of-this-test-0123456789';
const operatorKey = 'rwk_operator-key-of-this-test-0123456789';
const actor: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam Roe' };

/** A wire over HTTP with its rulings in memory: the newsroom's own routes, and a rebuild of feeds that is only counted. */
export const startWire = async () => {
  const deps = newsroomDeps({ clock: systemClock });
  const { rulings } = deps;
  const log = recordingLog();
  const authenticate = async (shown: string) =>
    shown === key ? { actor, scopes: ['newsroom:write' as const], partnerId: null } : undefined;
  const call = callerOf(
    createApi([...publishingRoutes(deps), ...importRoutes(deps), ...readingRoutes(deps)], { log, authenticate }),
    key,
  );
  const imports: { lines: number; contentType: string | undefined }[] = [];
  const saves: { method: string; path: string; body: unknown }[] = [];
  const rebuilds: (string | undefined)[] = [];
  let fails = 0;

  const server = createServer((request, response) => {
    void (async () => {
      const [body, { method = '', url = '', headers }] = [await text(request), request];
      const send = (status: number, value: unknown) =>
        response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
      if (url === '/v1/operations/rebuild-feeds') {
        rebuilds.push(headers.authorization);
        return headers.authorization === `Bearer ${operatorKey}` ? send(202, {}) : send(403, { title: 'Forbidden' });
      }
      if (headers.authorization !== `Bearer ${key}`) return send(401, { title: 'No valid API key' });
      if (url === '/v1/import')
        imports.push({ lines: body.split('\n').length - 1, contentType: headers['content-type'] });
      else if (method !== 'GET') {
        if (fails > 0) {
          fails -= 1;
          return send(503, { title: 'Too many writers at once; nothing was written' });
        }
        saves.push({ method, path: url, body: JSON.parse(body) });
      }
      const passed = headers['if-match'] === undefined ? {} : { 'if-match': headers['if-match'] };
      const answer = await call(method, url, { headers: passed, ...(body === '' ? {} : { body }) });
      return send(answer.status, answer.body);
    })();
  });
  const baseUrl = await listenOnLoopback(server, 0);

  return {
    /** What the command needs to talk to this wire. */
    env: { RULINGWIRE_URL: baseUrl, RULINGWIRE_KEY: key, RULINGWIRE_OPERATOR_KEY: operatorKey },
    baseUrl,
    key,
    imports,
    saves,
    rebuilds,
    /** The next writes are answered with 503. */
    failNext: (times: number) => {
      fails = times;
    },
    /** Every ruling as it stands, by externalId. */
    rulings: async (): Promise<ReadonlyMap<string, Ruling>> => {
      const { items } = await rulings.list({
        facet: 'all',
        also: [],
        updatedAfter: undefined,
        limit: 100,
        cursor: undefined,
      });
      const found = new Map<string, Ruling>();
      for (const { id } of items) {
        const head = await rulings.head(id);
        const revision = head && (await rulings.revision(id, head.revision));
        if (revision) found.set(revision.content.externalId ?? '', toRuling(revision));
      }
      return found;
    },
    call,
    close: () => closeServer(server),
  };
};
export type Wire = Awaited<ReturnType<typeof startWire>>;
