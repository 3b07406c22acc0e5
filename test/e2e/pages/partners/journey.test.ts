/** A partner's first day, on a wire as it runs: everything on the page, but for what the newsroom and their own server do. */
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { closeServer, listenOnLoopback } from '../../../../local/http/listen.ts';
import { verifies } from '../../../samples/signatures.ts';
import { freePort, startWire, type WireProcess } from '../../../wire-process.ts';
import { isMissing } from '../../feed-readers/installed.ts';
import { askWire, correct, publish } from '../../permissions/newsroom.ts';
import { expectAccessible, expectQuiet, useBrowser, type Visit } from '../browser.ts';
import { lookAgain } from './portal.ts';

const stored = '<b>stored</b><script>document.title = "run"</script>';

/** A partner's server, which can fail, and say that it never wants a message. */
const startServer = async () => {
  const got: { body: string; headers: IncomingHttpHeaders; at: number }[] = [];
  let failing: 'not' | 'now' | 'for-good' = 'not';
  const server = createServer((request, response) => {
    void text(request).then((body) => {
      got.push({ body, headers: request.headers, at: Date.now() });
      if (failing === 'not') response.writeHead(200).end(stored);
      else
        response.writeHead(500, failing === 'now' ? {} : { 'webhook-delivery': 'abort-message' }).end('out of order');
    });
  });
  const origin = await listenOnLoopback(server, 0);
  return {
    ...{ got, url: `${origin}/hook`, close: () => closeServer(server) },
    fail: (how: typeof failing) => {
      failing = how;
    },
  };
};

const listSchema = z.object({ items: z.array(z.object({ id: z.string() })) });
const keySchema = z.object({ id: z.string(), key: z.string() });
const distributionSchema = z.object({
  events: z.array(
    z.object({
      deliveries: z.object({ partners: z.array(z.object({ acknowledgedRevision: z.number().nullable() })) }),
    }),
  ),
});

describe.skipIf(isMissing('chromium'))('a partner', () => {
  let folder: string;
  let wire: WireProcess;
  let server: Awaited<ReturnType<typeof startServer>>;
  let visited: Visit;
  let keyOfToday: z.output<typeof keySchema>;
  const visit = useBrowser(() => wire.dev.baseUrl);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-partners-'));
    [wire, server] = await Promise.all([startWire(join(folder, 'data'), await freePort()), startServer()]);
    const partners = listSchema.parse(await askWire(wire.dev, 'newsroom', ['GET', '/v1/partners']));
    const path = `/v1/partners/${partners.items[0]?.id}/keys`;
    keyOfToday = keySchema.parse(await askWire(wire.dev, 'operator', ['POST', path], { name: 'Of today' }));
    visited = await visit();
  });
  afterAll(async () => {
    await server?.close();
    await wire?.stop();
    await rm(folder, { recursive: true });
  });

  /** What their server got of this id, verified with a secret. */
  const gotBy = (secret: string, id: string): boolean =>
    server.got.some(
      ({ body, headers, at }) =>
        headers['webhook-id'] === id && verifies(secret, body, z.record(z.string(), z.string()).parse(headers), at),
    );
  const rowOf = (sequence: number) => visited.page.getByRole('row', { name: new RegExp(`^${sequence} `) });
  /** The row of an event, sooner than the page would look by itself. */
  const comes = async (sequence: number) => {
    const row = rowOf(sequence);
    const look = async () => {
      await lookAgain(visited.page);
      return row.count();
    };
    await expect.poll(look, { timeout: 30_000, interval: 250 }).toBe(1);
    return row;
  };
  let secret: string;
  let endpoint: string;

  test('makes an endpoint, and tries it', async () => {
    const { page } = visited;
    await page.goto(`${wire.dev.baseUrl}/partners`);
    await page.getByLabel('Your partner key').fill(keyOfToday.key);
    await page.keyboard.press('Enter');
    await page.getByRole('link', { name: 'New endpoint' }).click();
    await page.getByLabel('Address').fill(server.url);
    await page.getByRole('button', { name: 'Make the endpoint' }).click();
    secret = (await page.locator('code.secret').textContent()) ?? '';
    await page.getByRole('link', { name: 'Go to the endpoint' }).click();
    await page.getByRole('button', { name: 'Send a test' }).click();
    await page.getByText('The test was taken: answered 200').waitFor();
    expect(gotBy(secret, String(server.got[0]?.headers['webhook-id']))).toBe(true);
    endpoint = page.url();
    expectQuiet(visited);
  });

  test('sees what is published come in, and what was sent and answered', async () => {
    const { page } = visited;
    const { event } = await publish(wire.dev, 'first', { texts: 'none' });
    const row = await comes(event.sequence);
    await row.getByText('delivered').waitFor();
    await row.getByRole('link').click();
    await page.getByRole('heading', { name: 'Attempt 1: answered 200' }).waitFor();
    await page.getByText('What you answered').click();
    expect(await page.locator('pre').first().textContent()).toBe(stored);
    await page.getByText('The message', { exact: true }).click();
    await page.locator('pre', { hasText: 'No, measure first does not close the harbor' }).waitFor();
    expect(await page.title()).toBe('Delivery');
    expect(gotBy(secret, event.id)).toBe(true);
    await expectAccessible(page);
    expectQuiet(visited);
  });

  const seenOf = (id: string) => server.got.filter(({ headers }) => headers['webhook-id'] === id).length;

  test('tries at once what failed, as soon as their server is mended', async () => {
    const { page } = visited;
    server.fail('now');
    const { event } = await publish(wire.dev, 'second', { texts: 'none' });
    await page.goto(endpoint);
    await (await comes(event.sequence)).getByText('tried again').waitFor();
    await page.getByText('failing', { exact: true }).waitFor();
    // five seconds after the first, by itself; the next attempt would be five minutes off
    await expect.poll(() => seenOf(event.id), { timeout: 60_000 }).toBe(2);
    server.fail('not');
    await page.getByRole('button', { name: 'Try everything now' }).click();
    await rowOf(event.sequence).getByText('delivered').waitFor();
    await page.getByText('active', { exact: true }).waitFor();
    expectQuiet(visited);
  });

  test('sends again what their server did not want', async () => {
    const { page } = visited;
    server.fail('for-good');
    const { event } = await publish(wire.dev, 'unwanted', { texts: 'none' });
    await (await comes(event.sequence)).getByText('waits').waitFor();
    await rowOf(event.sequence).getByRole('link').click();
    await page.getByRole('heading', { name: 'Attempt 1: answered 500' }).waitFor();
    server.fail('not');
    await page.getByRole('button', { name: 'Send it again' }).click();
    await page.getByRole('heading', { name: 'Attempt 2: answered 200' }).waitFor();
    await page.getByText('delivered', { exact: true }).waitFor();
    expect(seenOf(event.id)).toBe(2);
    expectQuiet(visited);
  });

  test('changes the secret, and gets signatures by both', async () => {
    const { page } = visited;
    await page.goto(`${endpoint}/settings`);
    await page.getByRole('button', { name: 'Make a new secret' }).click();
    const next = (await page.locator('code.secret').textContent()) ?? '';
    expect(next).not.toBe(secret);
    const { event } = await publish(wire.dev, 'third', { texts: 'none' });
    await expect.poll(() => gotBy(next, event.id), { timeout: 30_000 }).toBe(true);
    expect(gotBy(secret, event.id)).toBe(true);
    expectQuiet(visited);
  });

  test('acknowledges a correction, also after the network and the key were gone', async () => {
    const { page } = visited;
    const corrected = await correct(wire.dev, await publish(wire.dev, 'fourth', { texts: 'none' }));
    await page.goto(`${wire.dev.baseUrl}/partners#/events/${endpoint.split('/').at(-1)}`);
    const { sequence } = corrected.event;
    await page
      .getByRole('row', { name: new RegExp(`^${sequence} .*Corrected`) })
      .getByText('delivered')
      .waitFor();
    await page.getByRole('button', { name: `Acknowledge no. ${sequence}` }).click();
    const dialog = page.getByRole('dialog');
    const republished = 'https://partner.example/fact-checks/fourth';
    await dialog.getByLabel('Address of your page').fill(republished);
    await page.context().setOffline(true);
    await page.keyboard.press('Enter');
    await dialog.getByText('The server cannot be reached. It may have been recorded').waitFor();
    await page.context().setOffline(false);
    await askWire(wire.dev, 'operator', ['DELETE', `/v1/keys/${keyOfToday.id}`]);
    await lookAgain(page);
    await page.getByLabel('Your partner key').waitFor();
    await page.getByLabel('Your partner key').fill(wire.dev.keys.partner);
    await page.keyboard.press('Enter');
    expect(await dialog.getByLabel('Address of your page').inputValue()).toBe(republished);
    await dialog.getByRole('button', { name: 'Acknowledge' }).click();
    await rowOf(sequence).getByText('revision 2 acknowledged').waitFor();
    const path = `/v1/rulings/${corrected.ruling.id}/distribution`;
    const distribution = distributionSchema.parse(await askWire(wire.dev, 'newsroom', ['GET', path]));
    const told = distribution.events.flatMap(({ deliveries }) => deliveries.partners);
    expect(told).toContainEqual({ acknowledgedRevision: 2 });
    expectQuiet(visited);
  });
});
