/** Who texted with us and what was said, as the page of the simulated phones asks for it. */

import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { type Receiver, type Simulation, startReceiver, startSimulation, temporaryFolder } from './twilio-harness.ts';

const US = '+15005550006';
const ANN = '+12025550123';
const BEN = '+13125550134';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
let receiver: Receiver;
beforeEach(async () => {
  folder = await temporaryFolder();
  receiver = await startReceiver();
  twilio = await startSimulation(folder.path, { inboundUrl: `${receiver.url}/inbound` });
});
afterEach(async () => {
  await twilio.close();
  await receiver.close();
  await folder.remove();
});

const phonesSchema = z.array(
  z.strictObject({
    phone: z.string(),
    texts: z.int(),
    lastAt: z.iso.datetime(),
    lastBody: z.string(),
    lastFrom: z.string(),
  }),
);
const textsSchema = z.array(
  z.strictObject({
    ...{
      sid: z.string(),
      to: z.string(),
      from: z.string(),
      body: z.string(),
      status: z.string(),
      at: z.iso.datetime(),
    },
  }),
);
const phones = async (query = '') =>
  phonesSchema.parse(JSON.parse((await twilio.call('GET', `/_sim/phones${query}`)).body));
const conversation = async (phone: string) => {
  const { body } = await twilio.call('GET', `/_sim/conversation?${new URLSearchParams({ phone })}`);
  return textsSchema.parse(JSON.parse(body));
};
const said = async (phone: string) =>
  (await conversation(phone)).map(({ from, body }) => [from === US ? 'us' : from, body]);
const textFrom = (from: string, body: string) => twilio.call('POST', '/_sim/inbound', { from, body });
const answerWith = (text: string): void =>
  receiver.answerWith(() => ({ status: 200, body: `<Response><Message>${text}</Message></Response>` }));

describe('a conversation', () => {
  test('holds what we sent, what the phone sent, and what that was answered, in order', async () => {
    await twilio.create({ To: ANN, Body: 'first' });
    answerWith('Welcome &amp; hello');
    await textFrom(ANN, 'JOIN');
    await twilio.create({ To: BEN, Body: 'of no concern to Ann' });
    await twilio.create({ To: ANN, Body: 'last' });
    const expected = [
      ['us', 'first'],
      [ANN, 'JOIN'],
      ['us', 'Welcome & hello'],
      ['us', 'last'],
    ];
    expect(await said(ANN)).toEqual(expected);
    await expect
      .poll(async () => (await conversation(ANN)).map(({ status }) => status))
      .toEqual([...['delivered', 'received', 'delivered', 'delivered']]);
  });

  test('is empty for a phone that nobody heard of, and 400 for what is no phone', async () => {
    expect(await conversation('+14155550199')).toEqual([]);
    const { status, body } = await twilio.call('GET', '/_sim/conversation?phone=x');
    expect([status, JSON.parse(body).errors]).toEqual([
      400,
      [{ pointer: '?/phone', detail: 'must be a phone in E.164' }],
    ]);
    expect((await twilio.call('GET', '/_sim/conversation')).status).toBe(400);
  });

  test('is the newest 500 of a long one', async () => {
    for (let count = 0; count < 502; count += 1) await twilio.create({ To: ANN, Body: `text ${count}` });
    const bodies = (await conversation(ANN)).map(({ body }) => body);
    expect([bodies.length, bodies[0], bodies.at(-1)]).toEqual([500, 'text 2', 'text 501']);
  });

  test('is there after a restart', async () => {
    answerWith('Welcome');
    await textFrom(ANN, 'JOIN');
    await twilio.close();
    twilio = await startSimulation(folder.path);
    expect(await said(ANN)).toEqual([
      [ANN, 'JOIN'],
      ['us', 'Welcome'],
    ]);
    expect(await phones()).toMatchObject([{ phone: ANN, texts: 2 }]);
  });
});

describe('phones', () => {
  test('are listed by who was heard of last, with the last text, and no more than are asked for', async () => {
    await twilio.create({ To: ANN, Body: 'to Ann' });
    await twilio.create({ To: BEN, Body: 'to Ben' });
    await textFrom(ANN, 'from Ann');
    expect(await phones()).toMatchObject([
      { phone: ANN, texts: 2, lastBody: 'from Ann', lastFrom: ANN },
      { phone: BEN, texts: 1, lastBody: 'to Ben', lastFrom: US },
    ]);
    expect((await phones('?limit=1')).map(({ phone }) => phone)).toEqual([ANN]);
    for (const limit of ['0', '101', 'x'])
      expect((await twilio.call('GET', `/_sim/phones?limit=${limit}`)).status).toBe(400);
  });

  test('are none once all is forgotten', async () => {
    await twilio.create({ To: ANN });
    await twilio.call('DELETE', '/_sim');
    expect(await phones()).toEqual([]);
    await twilio.create({ To: ANN });
    expect(await phones()).toMatchObject([{ phone: ANN, texts: 1 }]);
  });

  test('are counted anew from messages of a time before they were counted', async () => {
    await twilio.create({ To: ANN, Body: 'to Ann' });
    await textFrom(ANN, 'from Ann');
    await twilio.close();
    const database = new DatabaseSync(join(folder.path, 'twilio.sqlite'));
    database.exec('DROP TRIGGER messagesCounted; DROP TABLE phones');
    database.close();
    twilio = await startSimulation(folder.path);
    expect(await phones()).toMatchObject([{ phone: ANN, texts: 2, lastBody: 'from Ann' }]);
  });
});

describe('whoever asks again', () => {
  const again = async (path: string, etag: string | null) =>
    fetch(twilio.url + path, { headers: etag === null ? {} : { 'if-none-match': etag } });

  test.each(['/_sim/phones', `/_sim/conversation?phone=${encodeURIComponent(ANN)}`])(
    'gets %s only where it changed',
    async (path) => {
      await twilio.create({ To: ANN });
      await expect.poll(async () => (await conversation(ANN)).map(({ status }) => status)).toEqual(['delivered']);
      const first = await again(path, null);
      const etag = first.headers.get('etag');
      const second = await again(path, etag);
      expect([first.status, second.status, await second.text(), second.headers.get('etag')]).toEqual([
        200,
        304,
        '',
        etag,
      ]);
      await textFrom(ANN, 'news');
      const third = await again(path, etag);
      expect([third.status, await third.text()]).toEqual([200, expect.stringContaining('news')]);
    },
  );

  test('gets a conversation again when only a status moved', async () => {
    twilio = await twilio.close().then(() => startSimulation(folder.path, { stepMs: 50 }));
    await twilio.create({ To: ANN });
    const path = `/_sim/conversation?phone=${encodeURIComponent(ANN)}`;
    const first = await again(path, null);
    expect(await first.text()).not.toContain('delivered');
    await expect.poll(async () => (await again(path, first.headers.get('etag'))).status).toBe(200);
  });
});

describe('a page of another origin', () => {
  const asks = (headers: Record<string, string>, method = 'GET', path = '/_sim/phones') =>
    fetch(twilio.url + path, { method, headers });

  test.each([
    [{ origin: 'http://elsewhere.example' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
  ])('with %j may neither read nor text', async (headers) => {
    expect((await asks(headers)).status).toBe(403);
    const body = JSON.stringify({ from: ANN, body: 'STOP' });
    const texted = await fetch(`${twilio.url}/_sim/inbound`, { method: 'POST', headers, body });
    expect(texted.status).toBe(403);
    expect((await asks(headers, 'DELETE', '/_sim')).status).toBe(403);
    expect(receiver.received).toEqual([]);
    expect(await phones()).toEqual([]);
  });

  test('is what asks with our own origin not', async () => {
    expect((await asks({ origin: twilio.url, 'sec-fetch-site': 'same-origin' })).status).toBe(200);
  });
});
