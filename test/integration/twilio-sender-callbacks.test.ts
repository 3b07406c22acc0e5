import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest';
import { createTextSender } from '../../shared/adapters/twilio/messages.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import {
  credentials,
  messagingServiceSid,
  type Receiver,
  type Simulation,
  startReceiver,
  startSimulation,
  temporaryFolder,
} from './twilio-harness.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
let receiver: Receiver;
const PHONE = '+12025550123';
const OTHER = '+12025550124';

beforeAll(async () => {
  folder = await temporaryFolder();
  twilio = await startSimulation(folder.path);
});
afterAll(async () => {
  await twilio.close();
  await folder.remove();
});
beforeEach(async () => {
  receiver = await startReceiver();
});
afterEach(async () => {
  await twilio.call('DELETE', '/_sim');
  await receiver.close();
});

const send = (to = PHONE): Promise<TextSendOutcome> =>
  createTextSender({ baseUrl: twilio.url, ...credentials, messagingServiceSid }).send({
    to,
    body: 'hello',
    statusCallback: `${receiver.url}/status${to}`,
    validitySeconds: 600,
  });
const sidOf = (outcome: TextSendOutcome): string | undefined => (outcome.kind === 'accepted' ? outcome.sid : undefined);
const toldOf = (sid: string | undefined): (string | undefined)[] =>
  receiver.received
    .filter(({ params }) => params['MessageSid'] === sid)
    .map(({ params }) => [params['MessageStatus'], params['ErrorCode']].filter(Boolean).join(' '));
const WAY = ['delivered', 'queued', 'sending', 'sent'];

test('callbacks may come before the answer, to the last of them', async () => {
  await twilio.fault({ delayMs: 1_000 });
  let answered = false;
  const sending = send().finally(() => (answered = true));
  await receiver.until(({ length }) => length === WAY.length);
  expect(answered).toBe(false);
  const outcome = await sending;
  expect(outcome.kind).toBe('accepted');
  expect(toldOf(sidOf(outcome)).toSorted()).toEqual(WAY);
});

test('too much for a while, for one phone', async () => {
  await twilio.fault({ to: PHONE, status: 429, times: 3 });
  const throttled = { kind: 'unsent', reason: 'throttled' };
  for (let tries = 0; tries < 3; tries += 1) {
    expect(await send()).toEqual(throttled);
    expect((await send(OTHER)).kind).toBe('accepted');
  }
  expect((await send()).kind).toBe('accepted');
});

test.each([
  [30_003, 'undelivered'],
  [30_004, 'undelivered'],
  [30_005, 'undelivered'],
  [30_006, 'undelivered'],
  [30_007, 'undelivered'],
  [30_008, 'undelivered'],
  [30_032, 'undelivered'],
  [30_034, 'undelivered'],
  [30_001, 'failed'],
  [30_022, 'failed'],
  [30_023, 'failed'],
  [63_038, 'failed'],
])('a number that ends with %d is told of as %s, and only that number', async (code, ending) => {
  await twilio.fault({ to: PHONE, code });
  const fine = sidOf(await send(OTHER));
  const failed = sidOf(await send());
  const ends = (sid: string | undefined, end: string): boolean => toldOf(sid).includes(end);
  await receiver.until(() => ends(fine, 'delivered') && ends(failed, `${ending} ${code}`));
  expect(toldOf(failed)).not.toContain('delivered');
});

test('dropped, repeated and reordered callbacks are of a text that was accepted all the same', async () => {
  await twilio.fault({ callbacks: 'drop' });
  await twilio.fault({ callbacks: 'repeat' });
  await twilio.fault({ callbacks: 'reorder' });
  const [dropped, repeated, reordered] = [sidOf(await send()), sidOf(await send()), sidOf(await send())];
  await receiver.until(({ length }) => length === 3 * WAY.length);
  expect(toldOf(dropped)).toEqual([]);
  expect(toldOf(repeated).toSorted()).toEqual([...WAY, ...WAY].toSorted());
  // in what order they arrive is the network's matter, too: several are on their way at the same time
  expect(toldOf(reordered).toSorted()).toEqual(WAY);
});

test('whoever texted STOP is refused by the network until they text START', async () => {
  twilio.setInboundUrl(`${receiver.url}/twilio/inbound`);
  const text = (body: string): ReturnType<Simulation['call']> =>
    twilio.call('POST', '/_sim/inbound', { from: PHONE, body });
  await text('STOP');
  expect(await send()).toEqual({ kind: 'refused', code: 21610, status: 400 });
  expect((await send(OTHER)).kind).toBe('accepted');
  await text('START');
  expect((await send()).kind).toBe('accepted');
});
