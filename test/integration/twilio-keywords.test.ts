import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Receiver, type Simulation, startReceiver, startSimulation, temporaryFolder } from './twilio-harness.ts';

let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
let receiver: Receiver;
const PHONE = '+12025550123';

beforeAll(async () => {
  folder = await temporaryFolder();
  receiver = await startReceiver();
  twilio = await startSimulation(folder.path, { inboundUrl: `${receiver.url}/twilio/inbound` });
});
afterAll(async () => {
  await twilio.close();
  await receiver.close();
  await folder.remove();
});
beforeEach(() => {
  receiver.received.length = 0;
  receiver.answerWith(() => ({ status: 200, body: '<Response><Message>ours</Message></Response>' }));
});
afterEach(async () => {
  await twilio.call('DELETE', '/_sim');
});

const text = async (body: string, from = PHONE): Promise<void> => {
  const { status } = await twilio.call('POST', '/_sim/inbound', { from, body });
  expect(status).toBe(200);
};
const set = async (settings: Record<string, unknown>): Promise<void> => {
  const { status, body } = await twilio.call('POST', '/_sim/settings', settings);
  expect({ status, body: JSON.parse(body) }).toEqual({ status: 200, body: { tollFree: false, ...settings } });
};
const heardBy = async (phone = PHONE): Promise<string[]> => {
  const { body } = await twilio.call('GET', `/_sim/messages?to=${encodeURIComponent(phone)}`);
  const texts: { body: string }[] = JSON.parse(body);
  return texts.map((each) => each.body);
};
const isBlocked = async (): Promise<boolean> => (await twilio.create({ To: PHONE })).body['code'] === 21610;
const toldTypes = (): (string | undefined)[] => receiver.received.map(({ params }) => params['OptOutType']);

const left = expect.stringMatching(/^You are off the list/);
const back = expect.stringMatching(/^You are on the list/);
const help = expect.stringMatching(/^STOP to leave/);
const blocked = expect.stringMatching(/^NETWORK: .* blocked/);
const unblocked = expect.stringMatching(/^NETWORK: .* come through/);

describe('who answers keywords', () => {
  test('before anybody says: STOP blocks, START unblocks, and only we answer, where it gets through', async () => {
    expect(JSON.parse((await twilio.call('GET', '/_sim/settings')).body)).toEqual({ optOut: null, tollFree: false });
    await text('STOP');
    expect(await isBlocked()).toBe(true);
    await text('START');
    await text('HELP');
    expect(await heardBy()).toEqual(['ours', 'ours']);
    expect(toldTypes()).toEqual([undefined, undefined, undefined]);
  });

  test.each([
    ['default', [undefined, undefined, undefined, undefined, undefined]],
    ['advanced', ['HELP', 'STOP', 'HELP', 'START', undefined]],
  ])('%s: Twilio answers too, tells the webhook so or not, and blocks', async (optOut, types) => {
    await set({ optOut });
    await text('help');
    expect(await heardBy()).toEqual([help, 'ours']);
    await text(' Unsubscribe ');
    // what we answer does not come through, nor does anybody help who left
    await text('INFO');
    expect((await heardBy()).slice(2)).toEqual([left]);
    expect(await isBlocked()).toBe(true);
    await text('unstop');
    await text('stop it');
    expect((await heardBy()).slice(3)).toEqual([back, 'ours', 'ours']);
    expect(await isBlocked()).toBe(false);
    expect(toldTypes()).toEqual(types);
  });

  test('off: Twilio does nothing, and we are the only ones', async () => {
    await set({ optOut: 'off' });
    for (const word of ['STOP', 'HELP', 'START']) await text(word);
    expect(await heardBy()).toEqual(['ours', 'ours', 'ours']);
    await text('STOP');
    expect(await isBlocked()).toBe(false);
    expect(toldTypes()).toEqual([undefined, undefined, undefined, undefined]);
  });

  test('toll-free: the network blocks and answers, whatever the account says', async () => {
    await set({ optOut: 'off', tollFree: true });
    await text('stop');
    expect(await heardBy()).toEqual([blocked]);
    expect(await isBlocked()).toBe(true);
    await text('start');
    expect(await heardBy()).toEqual([blocked, unblocked, 'ours']);
    // a word that the network does not know is the account's
    await text('QUIT');
    expect(await isBlocked()).toBe(false);
    await set({ optOut: 'default', tollFree: true });
    await text('QUIT');
    expect((await heardBy()).at(-1)).toEqual(left);
    await text('UNSTOP');
    expect((await heardBy()).slice(-2)).toEqual([unblocked, 'ours']);
  });

  test('is remembered over a restart, and forgotten with the rest', async () => {
    const path = `${folder.path}/other`;
    const first = await startSimulation(path);
    await first.call('POST', '/_sim/settings', { optOut: 'advanced', tollFree: true });
    await first.close();
    const second = await startSimulation(path);
    expect(JSON.parse((await second.call('GET', '/_sim/settings')).body)).toEqual({
      optOut: 'advanced',
      tollFree: true,
    });
    await second.call('DELETE', '/_sim');
    expect(JSON.parse((await second.call('GET', '/_sim/settings')).body)).toEqual({ optOut: null, tollFree: false });
    await second.close();
  });

  test.each([{}, { optOut: 'on' }, { optOut: null }, { optOut: 'off', tollFree: 1 }, { optOut: 'off', carrier: 'x' }])(
    '%j is no setting',
    async (settings) => {
      expect((await twilio.call('POST', '/_sim/settings', settings)).status).toBe(400);
    },
  );
});

describe('an answer that is lost', () => {
  test('the same text comes again, and the phone gets what is answered then', async () => {
    await twilio.fault({ to: PHONE, inbound: 'twice' });
    let calls = 0;
    receiver.answerWith(() => {
      calls += 1;
      return { status: 200, body: `<Response><Message>answer ${calls}</Message></Response>` };
    });
    await text('JOIN', '+12025550124');
    await text('JOIN');
    const [other, first, again] = receiver.received;
    expect(receiver.received).toHaveLength(3);
    expect(again).toEqual(first);
    expect(again?.signed).toBe(true);
    expect(first?.params['MessageSid']).not.toBe(other?.params['MessageSid']);
    expect(await heardBy()).toEqual(['answer 3']);
    await text('JOIN');
    expect(receiver.received).toHaveLength(4);
  });

  test('or never was one: a webhook that fails is called again', async () => {
    await twilio.fault({ inbound: 'twice' });
    receiver.answerWith(() => (receiver.received.length === 1 ? { status: 500 } : { status: 204 }));
    await text('JOIN');
    expect(receiver.received).toHaveLength(2);
  });

  test('is no fault of messages to phones, and theirs none of it', async () => {
    await twilio.fault({ inbound: 'twice' });
    await twilio.fault({ status: 503 });
    await text('JOIN');
    expect(receiver.received).toHaveLength(2);
    expect((await twilio.create({ To: PHONE })).status).toBe(503);
    await twilio.fault({ inbound: 'twice' });
    expect((await twilio.create({ To: PHONE })).status).toBe(201);
    expect(JSON.parse((await twilio.call('GET', '/_sim/faults')).body)).toEqual([{ inbound: 'twice', times: 1 }]);
  });
});
