import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import {
  credentials,
  messagesPath,
  messagingServiceSid,
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
const WAY = ['delivered', 'queued', 'sending', 'sent'];

describe('the Messages API', () => {
  test('accepts, and answers as Twilio does', async () => {
    const { status, body } = await twilio.create({ To: PHONE, ValidityPeriod: '600' });
    expect(status).toBe(201);
    const uri = `/2010-04-01/Accounts/${credentials.accountSid}/Messages/${body['sid']}`;
    expect(body).toEqual({
      account_sid: credentials.accountSid,
      api_version: '2010-04-01',
      body: 'hi',
      date_created: expect.stringMatching(/^\w{3}, \d\d \w{3} \d{4} \d\d:\d\d:\d\d \+0000$/),
      date_sent: null,
      date_updated: body['date_created'],
      direction: 'outbound-api',
      error_code: null,
      error_message: null,
      from: null,
      messaging_service_sid: messagingServiceSid,
      num_media: '0',
      num_segments: '0',
      price: null,
      price_unit: 'USD',
      sid: expect.stringMatching(/^SM[0-9a-f]{32}$/),
      status: 'accepted',
      subresource_uris: { media: `${uri}/Media.json` },
      to: PHONE,
      uri: `${uri}.json`,
    });
  });

  test.each<[Record<string, string>, number]>([
    [{ To: 'x' }, 21211],
    [{ To: '' }, 21211],
    [{ To: PHONE, Body: '' }, 21602],
    [{ To: PHONE, From: '+12025550199' }, 21606],
    [{ To: '+15005550006' }, 21266],
    [{ To: PHONE, SendAt: '2027-01-01T00:00:00Z' }, 20001],
    [{ To: PHONE, ScheduleType: 'fixed', SendAt: '2020-01-01T00:00:00Z' }, 35114],
    [{ To: PHONE, Urgent: 'true' }, 20001],
  ])('refuses %j with %d, and keeps nothing', async (parameters, code) => {
    const { status, body } = await twilio.create(parameters);
    expect({ status, body }).toMatchObject({ status: 400, body: { code, status: 400 } });
    expect(body['more_info']).toBe(`https://www.twilio.com/docs/errors/${code}`);
    expect((await twilio.call('GET', '/_sim/messages')).body).toBe('[]');
  });

  test('a parameter that is missing', async () => {
    const post = async (form: Record<string, string>) => {
      const headers = { authorization: `Basic ${btoa(`${credentials.accountSid}:${credentials.authToken}`)}` };
      const response = await fetch(twilio.url + messagesPath, {
        method: 'POST',
        headers,
        body: new URLSearchParams(form),
      });
      const body: { code: number } = JSON.parse(await response.text());
      return body.code;
    };
    expect(await post({ Body: 'hi', MessagingServiceSid: messagingServiceSid })).toBe(21604);
    expect(await post({ To: PHONE, Body: 'hi' })).toBe(21603);
    expect(await post({ To: PHONE, MessagingServiceSid: messagingServiceSid })).toBe(21602);
  });

  test('wrong credentials, an unknown account, message or path', async () => {
    expect((await twilio.call('POST', messagesPath, 'To=x')).status).toBe(401);
    const { status, body } = await twilio.get(`/2010-04-01/Accounts/AC${'0'.repeat(32)}/Messages.json`);
    expect({ status, code: body['code'] }).toEqual({ status: 404, code: 20404 });
    expect((await twilio.get(messagesPath.replace('.json', `/SM${'0'.repeat(32)}.json`))).status).toBe(404);
    expect((await twilio.get('/2010-04-01/Accounts')).status).toBe(404);
    expect((await twilio.call('GET', '/_sim/nothing')).status).toBe(404);
  });

  test('lists newest first, page by page and back, by recipient', async () => {
    const sids: unknown[] = [];
    for (const To of [PHONE, '+12025550124', PHONE, PHONE]) sids.unshift((await twilio.create({ To })).body['sid']);
    const sidsOn = (page: { body: Record<string, unknown> }): unknown[] => {
      const list: unknown = page.body['messages'];
      return Array.isArray(list) ? list.map((message: { sid: string }) => message.sid) : [];
    };
    const first = await twilio.get(`${messagesPath}?PageSize=2&To=${encodeURIComponent(PHONE)}`);
    expect(sidsOn(first)).toEqual([sids[0], sids[1]]);
    expect(first.body).toMatchObject({ page: 0, page_size: 2, start: 0, end: 1, previous_page_uri: null });
    const second = await twilio.get(String(first.body['next_page_uri']));
    expect(sidsOn(second)).toEqual([sids[3]]);
    expect(second.body).toMatchObject({ page: 1, start: 2, end: 2, next_page_uri: null });
    expect(sidsOn(await twilio.get(String(second.body['previous_page_uri'])))).toEqual([sids[0], sids[1]]);
    expect((await twilio.get(`${messagesPath}?PageSize=1001`)).status).toBe(400);
    expect((await twilio.get(`${messagesPath}?Sent=now`)).status).toBe(400);
  });

  test('lists by the day of sending', async () => {
    const { body } = await twilio.create({ To: PHONE, StatusCallback: `${receiver.url}/status` });
    await receiver.until(told('delivered'));
    const message = await twilio.get(String(body['uri']));
    expect(message.body).toMatchObject({ status: 'delivered', from: '+15005550006', num_segments: '1' });
    const day = new Date(String(message.body['date_sent'])).toISOString().slice(0, 10);
    const count = async (filter: string): Promise<unknown> =>
      (await twilio.get(`${messagesPath}?${filter}`)).body['messages'];
    expect(await count(`DateSent=${day}`)).toHaveLength(1);
    expect(await count(`DateSent%3E=${day}`)).toHaveLength(1);
    expect(await count(`DateSent%3C=${day}`)).toHaveLength(1);
    expect(await count('DateSent%3C=2020-01-01')).toHaveLength(0);
  });
});

describe('callbacks', () => {
  const send = (fragment = ''): ReturnType<Simulation['create']> =>
    twilio.create({ To: PHONE, StatusCallback: `${receiver.url}/status/a?b=%27#${fragment}` });

  test('tell each status, signed over the URL without its fragment', async () => {
    const { body } = await send('rc=5&rp=all');
    await receiver.until(({ length }) => length === 4);
    expect(statuses(receiver.received).toSorted()).toEqual(WAY);
    expect(receiver.received.every(({ signed, path }) => signed && path === '/status/a?b=%27')).toBe(true);
    expect(receiver.received[0]?.params).toMatchObject({
      MessageSid: body['sid'],
      SmsSid: body['sid'],
      SmsStatus: receiver.received[0]?.params['MessageStatus'],
      To: PHONE,
      From: '+15005550006',
      AccountSid: credentials.accountSid,
      MessagingServiceSid: messagingServiceSid,
      ApiVersion: '2010-04-01',
    });
  });

  const triesOf = (status: string): number => statuses(receiver.received).filter((each) => each === status).length;

  test('are tried again as the fragment says', async () => {
    receiver.answerWith(({ params }) => ({ status: params['MessageStatus'] === 'queued' ? 503 : 204 }));
    await send('rc=2&rp=5xx');
    await receiver.until(() => triesOf('queued') === 3 && receiver.received.length === 6);
    receiver.answerWith(({ params }) => ({ status: params['MessageStatus'] === 'delivered' ? 404 : 204 }));
    receiver.received.length = 0;
    await send('rc=5&rp=5xx');
    await twilio.create({ To: PHONE, StatusCallback: `${receiver.url}/later` });
    await receiver.until((received) => received.filter(({ path }) => path === '/later').length === 4);
    expect(receiver.received.filter(({ path }) => path !== '/later')).toHaveLength(4);
  });

  test('without a fragment are not tried again after an answer', async () => {
    receiver.answerWith(() => ({ status: 500 }));
    await send();
    await receiver.until(({ length }) => length === 4);
    await twilio.create({ To: PHONE, StatusCallback: `${receiver.url}/later#rc=0` });
    await receiver.until((received) => received.filter(({ path }) => path === '/later').length === 4);
    expect(receiver.received).toHaveLength(8);
  });

  test('dropped, repeated', async () => {
    await twilio.fault({ callbacks: 'drop' });
    const dropped = await send();
    await twilio.fault({ callbacks: 'repeat' });
    await send();
    await receiver.until(({ length }) => length === 8);
    expect(statuses(receiver.received).toSorted()).toEqual([...WAY, ...WAY].toSorted());
    expect(receiver.received.some(({ params }) => params['MessageSid'] === dropped.body['sid'])).toBe(false);
  });

  test('reordered', async () => {
    // so far apart that a busy machine, where several are on their way at the same time, does not reorder them once more
    const slowFolder = await temporaryFolder();
    const slow = await startSimulation(slowFolder.path, { stepMs: 300 });
    await slow.fault({ callbacks: 'reorder' });
    await slow.create({ To: PHONE, StatusCallback: `${receiver.url}/status` });
    await receiver.until(({ length }) => length === 4);
    expect(statuses(receiver.received)).toEqual(['delivered', 'sent', 'sending', 'queued']);
    await slow.close();
    await slowFolder.remove();
  });
});
