/** What a partner's server gets from a wire that runs, checked with what partners have: their secrets, and the published keys. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { verifies, verifiesPublicly } from '../samples/signatures.ts';
import { waitFor } from '../wait-for.ts';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { askWire, publish } from './permissions/newsroom.ts';

interface Heard {
  readonly headers: Record<string, string>;
  readonly body: string;
}

const madeSchema = z.object({ id: z.string(), secret: z.string(), headerNames: z.array(z.string()) });
const keysSchema = z.object({ keys: z.array(z.object({ publicKey: z.string() })).length(1) });

const startListener = async () => {
  const heard: Heard[] = [];
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      const named = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
      heard.push({ headers: Object.fromEntries(named), body });
      response.writeHead(204).end();
    });
  });
  const origin = await listenOnLoopback(server, 0);
  return { url: `${origin}/webhooks`, heard, close: () => closeServer(server) };
};

let folder: string;
let wire: WireProcess;
let partner: Awaited<ReturnType<typeof startListener>>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rulingwire-signed-'));
  [wire, partner] = await Promise.all([startWire(folder, await freePort()), startListener()]);
});
afterAll(async () => {
  await wire.stop();
  await partner.close();
  await rm(folder, { recursive: true });
});

/** Publishes, and waits for what the partner gets. */
const heardOf = async (slug: string): Promise<Heard> => {
  await publish(wire.dev, slug, { texts: 'none', topics: ['piers'] });
  let found: Heard | undefined;
  await waitFor(() => {
    found = partner.heard.find(({ body }) => body.includes(`/rulings/${slug}`));
    return found !== undefined;
  });
  if (found === undefined) throw new Error('nothing was heard');
  return found;
};
const takes = (secret: string, { body, headers }: Heard): boolean =>
  verifies(secret, body, headers, Number(headers['webhook-timestamp']) * 1000);

test('every message is taken by the secrets that are live and by the published keys, and has the partner’s headers', async () => {
  const headers = { 'X-Api-Key': 'of the partner' };
  const wanted = { url: partner.url, filters: { topics: ['piers'] }, headers };
  const made = madeSchema.parse(await askWire(wire.dev, 'partner', ['POST', '/v1/endpoints'], wanted));
  const response = await fetch(`${wire.dev.baseUrl}/.well-known/webhook-keys.json`);
  expect([response.status, response.headers.get('cache-control')]).toEqual([200, 'public, max-age=300']);
  const [key] = keysSchema.parse(await response.json()).keys;
  const known = { 'if-none-match': response.headers.get('etag') ?? '' };
  expect((await fetch(response.url, { headers: known })).status).toBe(304);

  const first = await heardOf('signed');
  expect([takes(made.secret, first), first.headers['x-api-key']]).toEqual([true, 'of the partner']);
  expect(verifiesPublicly(key?.publicKey ?? '', first.body, first.headers)).toBe(true);

  const path = `/v1/endpoints/${made.id}/rotate-secret`;
  const { secret } = madeSchema.parse(await askWire(wire.dev, 'partner', ['POST', path], { overlapHours: 1 }));
  const during = await heardOf('signed-twice');
  expect([made.secret, secret].map((held) => takes(held, during))).toEqual([true, true]);

  const next = madeSchema.parse(await askWire(wire.dev, 'partner', ['POST', path], { overlapHours: 0 }));
  const after = await heardOf('signed-anew');
  expect([made.secret, secret, next.secret].map((held) => takes(held, after))).toEqual([true, false, true]);
  expect(verifiesPublicly(key?.publicKey ?? '', after.body, after.headers)).toBe(true);
  expect(wire.output()).not.toMatch(/whsec_|of the partner/);
});
