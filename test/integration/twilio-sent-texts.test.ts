import { once } from 'node:events';
import { createServer } from 'node:http';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listenOnLoopback } from '../../local/http/listen.ts';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import { createSentTexts, SentTextsUnknown } from '../../shared/adapters/twilio/sent-texts.ts';
import {
  credentials,
  messagingServiceSid,
  type Received,
  type Simulation,
  startReceiver,
  startSimulation,
  temporaryFolder,
} from './twilio-harness.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
const PHONE = '+12025550123';
const LONG_AGO = 0;

beforeAll(async () => {
  folder = await temporaryFolder();
  twilio = await startSimulation(folder.path);
});
afterAll(async () => {
  await twilio.close();
  await folder.remove();
});
afterEach(async () => {
  await twilio.call('DELETE', '/_sim');
});

const texts = (options: Partial<Parameters<typeof createSentTexts>[0]> = {}) =>
  createSentTexts({ baseUrl: twilio.url, ...credentials, ...options });
const sender = () => createTextSender({ baseUrl: twilio.url, ...credentials, messagingServiceSid });
const text = { to: PHONE, body: 'héllo & bye', statusCallback: null, validitySeconds: 600 };

test('a text whose answer was lost is found, under the name that its callbacks have', async () => {
  const receiver = await startReceiver();
  const began = Date.now();
  for (const acceptThen of ['cut', 500]) {
    receiver.received.length = 0;
    await twilio.fault({ acceptThen });
    const outcome = await sender().send({ ...text, statusCallback: `${receiver.url}/status/token` });
    expect(outcome.kind).toBe('unknown');
    await receiver.until((received) => received.some(({ params }) => params['MessageStatus'] === 'delivered'));
    const [found] = await texts().to(PHONE, began);
    expect(found).toEqual({
      sid: receiver.received[0]?.params['MessageSid'],
      status: 'delivered',
      code: null,
      body: text.body,
      createdAt: expect.any(Number),
    });
  }
  expect(await texts().to(PHONE, began)).toHaveLength(2);
  await receiver.close();
});

test('one that was taken and not sent yet is listed too, and one that failed with its code', async () => {
  const slow = await startSimulation(`${folder.path}/slow`, { stepMs: 3_600_000 });
  const outcome = await createTextSender({ baseUrl: slow.url, ...credentials, messagingServiceSid }).send(text);
  const waiting = await texts({ baseUrl: slow.url }).to(PHONE, LONG_AGO);
  expect(waiting.map(({ sid, status }) => ({ kind: 'accepted', sid, status }))).toEqual([
    { ...outcome, status: 'accepted' },
  ]);
  await slow.close();

  const receiver = await startReceiver();
  await twilio.fault({ code: 30_001 });
  await sender().send({ ...text, statusCallback: receiver.url });
  const failed = (received: readonly Received[]): boolean =>
    received.some(({ params }) => params['MessageStatus'] === 'failed');
  await receiver.until(failed);
  expect(await texts().to(PHONE, LONG_AGO)).toMatchObject([{ status: 'failed', code: 30_001 }]);
  await receiver.close();
});

test('to that phone, from that second on, the newest 50', async () => {
  const sids: (string | undefined)[] = [];
  for (let number = 0; number < 51; number += 1) {
    const outcome = await sender().send({ ...text, body: '€'.repeat(1_600) });
    sids.unshift(outcome.kind === 'accepted' ? outcome.sid : undefined);
  }
  await sender().send({ ...text, to: '+12025550124' });
  const listed = await texts().to(PHONE, LONG_AGO);
  expect(listed.map(({ sid }) => sid)).toEqual(sids.slice(0, 50));
  const newest = Math.max(...listed.map(({ createdAt }) => createdAt));
  expect(newest % 1_000).toBe(0);
  // Twilio's times are whole seconds, ours are not
  expect((await texts().to(PHONE, newest + 999)).length).toBeGreaterThan(0);
  expect(await texts().to(PHONE, newest + 1_000)).toEqual([]);
  expect(await texts().to('+12025550125', LONG_AGO)).toEqual([]);
});

test('that Twilio does not say is no empty list, and the error does not name the phone', async () => {
  const answers = [
    [500, '{"code":20500}'],
    [429, '{"code":20429,"message":"To +12025550123"}'],
    [401, '{"code":20003}'],
    [200, '<html>'],
    [200, '{}'],
    [200, '{"messages":[{"sid":"SM1","status":"sent","date_created":"yesterday"}]}'],
    [200, `{"messages":[],"x":"${'x'.repeat(2_000_000)}"}`],
  ] as const;
  let answer: readonly [number, string] = answers[0];
  let asked = 0;
  const server = createServer((_request, response) => {
    asked += 1;
    response.writeHead(answer[0]).end(answer[1]);
  });
  const baseUrl = await listenOnLoopback(server, 0);
  const failureOf = (options: { baseUrl: string; timeoutMs?: number }): Promise<unknown> =>
    texts(options)
      .to(PHONE, LONG_AGO)
      .then(
        (listed) => listed,
        (error: unknown) => error,
      );
  const failures: unknown[] = [];
  for (answer of answers) failures.push(await failureOf({ baseUrl }));
  // one call is one try
  expect(asked).toBe(answers.length);
  server.close();
  server.closeAllConnections();
  await once(server, 'close');
  failures.push(await failureOf({ baseUrl }));
  for (const failure of failures) {
    expect(failure).toBeInstanceOf(SentTextsUnknown);
    for (let each = failure; each instanceof Error; each = each.cause)
      expect(`${each.name} ${each.message} ${each.stack}`).not.toContain('2025550123');
  }
  expect(failures[1]).toMatchObject({ cause: { status: 429, code: 20429 } });
  expect(failures.at(-1)).toMatchObject({ cause: { stage: 'connect' } });
});
