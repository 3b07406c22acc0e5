import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  type Received,
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

const statuses = (received: readonly Received[]): (string | undefined)[] =>
  received.map(({ params }) => params['MessageStatus']);
const told =
  (status: string) =>
  (received: readonly Received[]): boolean =>
    statuses(received).includes(status);

describe('faults', () => {
  const listed = async (): Promise<number> => JSON.parse((await twilio.call('GET', '/_sim/messages')).body).length;

  test('a status is answered and nothing accepted, as often as asked, for the phone asked', async () => {
    await twilio.fault({ to: PHONE, times: 2, status: 429 });
    expect((await twilio.create({ To: '+12025550124' })).status).toBe(201);
    for (const _ of [1, 2]) {
      expect(await twilio.create({ To: PHONE })).toMatchObject({ status: 429, body: { code: 20429 } });
    }
    expect((await twilio.create({ To: PHONE })).status).toBe(201);
    expect(await listed()).toBe(2);
  });

  test('what is wrong in itself uses no fault up', async () => {
    await twilio.fault({ status: 503 });
    expect((await twilio.create({ To: 'x' })).body['code']).toBe(21211);
    expect(JSON.parse((await twilio.call('GET', '/_sim/faults')).body)).toEqual([{ status: 503, times: 1 }]);
    expect((await twilio.create({ To: PHONE })).status).toBe(503);
    expect((await twilio.call('GET', '/_sim/faults')).body).toBe('[]');
  });

  test('accepted, but the answer is lost', async () => {
    await twilio.fault({ acceptThen: 'cut' });
    await expect(twilio.create({ To: PHONE, StatusCallback: receiver.url })).rejects.toThrow();
    await receiver.until(told('delivered'));
    await twilio.fault({ acceptThen: 500 });
    expect((await twilio.create({ To: PHONE })).status).toBe(500);
    expect(await listed()).toBe(2);
  });

  test.each([
    [30003, 'undelivered'],
    [30001, 'failed'],
  ])('delivery error %d: %s', async (code, ending) => {
    await twilio.fault({ code });
    const { status, body } = await twilio.create({ To: PHONE, StatusCallback: receiver.url });
    expect(status).toBe(201);
    await receiver.until(told(ending));
    expect(receiver.received.find(({ params }) => params['MessageStatus'] === ending)?.params['ErrorCode']).toBe(
      `${code}`,
    );
    expect((await twilio.get(String(body['uri']))).body).toMatchObject({ status: ending, error_code: code });
  });

  test('what does not fit is refused by field; what is no JSON too', async () => {
    const { status, body } = await twilio.call('POST', '/_sim/faults', { status: 200, often: 3 });
    expect(status).toBe(400);
    expect(JSON.parse(body).errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual(['/status', '/often']);
    expect((await twilio.call('POST', '/_sim/faults', '{')).status).toBe(400);
  });
});

describe('a phone texts us', () => {
  const text = (body: string): ReturnType<Simulation['call']> =>
    twilio.call('POST', '/_sim/inbound', { from: PHONE, body });

  test('signed, and what we answer goes back to it', async () => {
    expect((await text('hello')).status).toBe(409);
    receiver.answerWith(() => ({ status: 200, body: '<Response><Message>Hi &amp; welcome</Message></Response>' }));
    twilio.setInboundUrl(`${receiver.url}/twilio/inbound`);
    const { status, body } = await text('JOIN');
    expect({ status, body }).toEqual({
      status: 200,
      body: '<Response><Message>Hi &amp; welcome</Message></Response>',
    });
    expect(receiver.received[0]).toMatchObject({
      signed: true,
      path: '/twilio/inbound',
      params: { From: PHONE, To: '+15005550006', Body: 'JOIN', NumMedia: '0', SmsStatus: 'received' },
    });
    expect(JSON.parse((await twilio.call('GET', `/_sim/messages?to=${encodeURIComponent(PHONE)}`)).body)).toMatchObject(
      [{ to: PHONE, from: '+15005550006', body: 'Hi & welcome' }],
    );
    receiver.answerWith(() => ({ status: 500 }));
    expect((await text('again')).status).toBe(502);
    expect(() => twilio.setInboundUrl('https://newsroom.example/')).toThrow('this machine');
  });

  test('STOP ends it on the network, START lifts that', async () => {
    twilio.setInboundUrl(receiver.url);
    await text(' stop ');
    expect(await twilio.create({ To: PHONE })).toMatchObject({ status: 400, body: { code: 21610 } });
    await text('please stop');
    await text('Start');
    expect((await twilio.create({ To: PHONE })).status).toBe(201);
  });

  test('a text from no phone is refused', async () => {
    const { status, body } = await twilio.call('POST', '/_sim/inbound', { from: '123', body: 'x' });
    expect({ status, errors: JSON.parse(body).errors }).toMatchObject({ status: 400, errors: [{ pointer: '/from' }] });
  });
});
