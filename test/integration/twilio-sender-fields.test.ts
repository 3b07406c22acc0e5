import { createServer } from 'node:http';
import { text as read } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { listenOnLoopback } from '../../local/http/listen.ts';
import { createTextSender, type TwilioOptions } from '../../shared/adapters/twilio/messages.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import {
  credentials,
  messagesPath,
  messagingServiceSid,
  type Simulation,
  startReceiver,
  startSimulation,
  temporaryFolder,
} from './twilio-harness.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
const PHONE = '+12025550123';
const text = { to: PHONE, body: 'hello', statusCallback: 'http://127.0.0.1:9/status/token', validitySeconds: 600 };

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

const senderTo = (options: Partial<TwilioOptions> = {}) =>
  createTextSender({ baseUrl: twilio.url, ...credentials, messagingServiceSid, ...options });

test('every field of ours fits, and arrives as it was meant', async () => {
  const receiver = await startReceiver();
  const body = 'á “ñ” 5 €\n+1 & 2 = 3 % \u{1f600}';
  const statusCallback = `${receiver.url}/twilio/status/a-_b.c`;
  const sent = [
    { ...text, body, statusCallback, validitySeconds: 1 },
    { ...text, body: 'x'.repeat(1_600), statusCallback: null, validitySeconds: 36_000 },
  ];
  const sids: (string | undefined)[] = [];
  for (const each of sent) {
    const outcome = await senderTo().send(each);
    sids.push(outcome.kind === 'accepted' ? outcome.sid : undefined);
  }
  const listed = await twilio.get(`${messagesPath}?To=${encodeURIComponent(PHONE)}`);
  const expected = sent.map((each, index) => ({
    sid: sids[index],
    body: each.body,
    to: PHONE,
    messaging_service_sid: messagingServiceSid,
    direction: 'outbound-api',
    num_media: '0',
  }));
  expect(listed.body['messages']).toMatchObject(expected.toReversed());
  // that of the second was told to nobody
  await receiver.until(({ length }) => length === 4);
  for (const { path, params, signed } of receiver.received)
    expect([path, signed, params['MessageSid']]).toEqual(['/twilio/status/a-_b.c', true, sids[0]]);
  await receiver.close();
});

test('asks that callbacks be tried five times more, whatever the failure, and not at all where nobody listens', async () => {
  const forms: URLSearchParams[] = [];
  const server = createServer(async (request, response) => {
    forms.push(new URLSearchParams(await read(request)));
    response.writeHead(201).end(JSON.stringify({ sid: `SM${'0'.repeat(32)}` }));
  });
  const sender = senderTo({ baseUrl: await listenOnLoopback(server, 0) });
  await sender.send(text);
  await sender.send({ ...text, statusCallback: null });
  expect(forms.map((form) => Object.fromEntries(form))).toEqual([
    {
      To: PHONE,
      Body: text.body,
      MessagingServiceSid: messagingServiceSid,
      StatusCallback: `${text.statusCallback}#rc=5&rp=all`,
      ValidityPeriod: '600',
    },
    { To: PHONE, Body: text.body, MessagingServiceSid: messagingServiceSid, ValidityPeriod: '600' },
  ]);
  server.close();
  server.closeAllConnections();
});

test('what the network has against a text is told, and nothing of it is taken', async () => {
  const refused = (code: number): TextSendOutcome => ({ kind: 'refused', code, status: 400 });
  expect(await senderTo().send({ ...text, to: '12025550123' })).toEqual(refused(21211));
  expect(await senderTo().send({ ...text, body: '' })).toEqual(refused(21602));
  expect(await senderTo().send({ ...text, body: 'x'.repeat(1_601) })).toEqual(refused(21617));
  expect(await senderTo().send({ ...text, validitySeconds: 36_001 })).toEqual(refused(20001));
  expect(await senderTo().send({ ...text, validitySeconds: 0 })).toEqual(refused(20001));
  expect(await senderTo().send({ ...text, statusCallback: 'https://newsroom.example/' })).toEqual(refused(21609));
  expect(await senderTo({ messagingServiceSid: 'MG1' }).send(text)).toEqual(refused(21701));
  expect((await twilio.call('GET', '/_sim/messages')).body).toBe('[]');
});
