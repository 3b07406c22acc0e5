/** What stands before the site on its origin: the page of the simulated phones, and the simulated Twilio behind it. */
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, request } from 'node:http';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { phonesPage } from '../../local/build.ts';
import type { RequestHandler } from '../../local/http/cdn.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { phonesBefore } from '../../local/phones/phones.ts';
import { readResources } from '../../local/template/resources.ts';
import { type Receiver, type Simulation, startReceiver, startSimulation, temporaryFolder } from './twilio-harness.ts';

const PHONE = '+12025550123';
const site: RequestHandler = async ({ method, url }, response) => {
  response.end(`the site: ${method} ${url}`);
};

const folders: Awaited<ReturnType<typeof temporaryFolder>>[] = [];
let twilio: Simulation;
let receiver: Receiver;
beforeAll(async () => {
  receiver = await startReceiver();
  folders.push(await temporaryFolder(), await temporaryFolder());
  twilio = await startSimulation(folders[0]?.path ?? '', { inboundUrl: `${receiver.url}/inbound` });
  const page = join(folders[1]?.path ?? '', phonesPage);
  await mkdir(page);
  await writeFile(join(page, 'index.html'), '<!doctype html><title>Simulated phones</title>');
  await writeFile(join(page, 'phones-abc.js'), 'run()');
});
afterAll(async () => {
  await twilio.close();
  await receiver.close();
  for (const folder of folders) await folder.remove();
});

/** A server with such a front, for as long as `use` takes. */
const serving = async (of: Simulation | undefined, use: (url: string) => Promise<void>): Promise<void> => {
  const resources = readResources({ Resources: {}, Parameters: {}, Conditions: {} }, (name) => name);
  const front = phonesBefore(of)(site, { folder: folders[1]?.path ?? '', resources });
  const server = createServer((asked, response) => void front(asked, response));
  const url = await listenOnLoopback(server, 0);
  try {
    await use(url);
  } finally {
    await closeServer(server);
  }
};

/** Headers as they are sent: `fetch` would set Host itself. */
const ask = async (url: string, headers: Record<string, string> = {}, method = 'GET', body = '') => {
  const { promise, resolve, reject } = Promise.withResolvers<{ status: number; type: string; body: string }>();
  request(url, { method, headers }, async (response) => {
    const { statusCode = 0, headers: told } = response;
    resolve({ status: statusCode, type: told['content-type'] ?? '', body: await text(response) });
  })
    .on('error', reject)
    .end(body);
  return promise;
};

test('the page and its files are served, and all else is the site’s', () =>
  serving(twilio, async (url) => {
    for (const path of ['/phones', '/phones/', '/phones?a=b'])
      expect(await ask(url + path)).toMatchObject({
        status: 200,
        type: 'text/html; charset=utf-8',
        body: expect.stringContaining('Simulated'),
      });
    expect(await ask(`${url}/phones/phones-abc.js`)).toMatchObject({
      status: 200,
      type: 'text/javascript; charset=utf-8',
      body: 'run()',
    });
    for (const path of ['/phones/other.js', '/phones/..%2f..%2ftwilio.sqlite'])
      expect((await ask(url + path)).status, path).toBe(404);
    for (const path of ['/', '/phonesque', '/v1/rulings', '/_sim', '/2010-04-01/Accounts'])
      expect((await ask(url + path)).body).toBe(`the site: GET ${path}`);
    expect((await ask(`${url}/phones`, {}, 'POST')).body).toBe('the site: POST /phones');
  }));

describe('the simulated Twilio behind it', () => {
  const inbound = JSON.stringify({ from: PHONE, body: 'JOIN' });

  test('answers the page, which may text', () =>
    serving(twilio, async (url) => {
      const own = { origin: url, 'sec-fetch-site': 'same-origin' };
      expect((await ask(`${url}/_sim/inbound`, own, 'POST', inbound)).status).toBe(200);
      expect(receiver.received.at(-1)?.params).toMatchObject({ From: PHONE, Body: 'JOIN' });
      const { status, body } = await ask(`${url}/_sim/phones`, { 'sec-fetch-site': 'same-origin' });
      expect([status, body]).toEqual([200, expect.stringContaining(PHONE)]);
    }));

  test.each([
    ['another origin', { origin: 'http://elsewhere.example' }],
    ['another port of this machine', { origin: 'http://127.0.0.1:1' }],
    ['no origin of its own', { origin: 'null' }],
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['another port, as a browser says it', { 'sec-fetch-site': 'same-site' }],
    ['a name that somebody else lets lead here', { host: 'elsewhere.example' }],
  ])('answers nothing to a page of %s', (_, headers) =>
    serving(twilio, async (url) => {
      const before = receiver.received.length;
      const asked = [
        await ask(`${url}/_sim/phones`, headers),
        await ask(`${url}/_sim/conversation?phone=${encodeURIComponent(PHONE)}`, headers),
        await ask(`${url}/_sim/inbound`, headers, 'POST', inbound),
        await ask(`${url}/_sim/faults`, headers, 'POST', '{"status":500}'),
      ];
      expect(asked.map(({ status }) => status)).toEqual([403, 403, 403, 403]);
      expect(asked.map(({ body }) => body).join()).not.toContain('2025550123');
      expect(receiver.received).toHaveLength(before);
    }),
  );

  test('is not there where texts go to another server', () =>
    serving(undefined, async (url) => {
      const { status, type, body } = await ask(`${url}/_sim/phones`);
      expect([status, type]).toEqual([404, 'application/problem+json']);
      expect(JSON.parse(body)).toMatchObject({ type: 'urn:rulingwire:problem:texts-go-elsewhere' });
      expect((await ask(`${url}/_sim/inbound`, {}, 'POST', inbound)).status).toBe(404);
      expect((await ask(`${url}/phones`)).status).toBe(200);
    }));
});
