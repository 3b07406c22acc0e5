import { expect, test } from 'vitest';
import { wakeAt } from '../../shared/domain/delivery-messages.ts';
import { sendNotice, testEndpoint } from '../../shared/use-cases/send-notice.ts';
import { byTheClock } from '../property/interleaving.ts';
import { endpoint, endpointId, noon, partner } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

const testing = async (status = 200) => {
  const channel = await deliveryChannel(() => ({ ms: 50, status }));
  const { endpoints, deliveries, queue, clock, random } = channel;
  return { ...channel, deps: { endpoints, deliveries, wakes: queue, clock, random } };
};

test('a test goes out signed as every message, says that it is one, and moves no count of events', async () => {
  const { deps, deliver, clock, heard, endpoints, publish, plan, timetable } = await testing();
  const sent = await testEndpoint(deps)(partner().id, endpointId(1));
  if (!sent.ok) throw new Error(sent.error);
  // should the message be lost
  expect(timetable.rows()).toMatchObject([{ kind: 'deliver', id: endpointId(1), queue: 'deliveries' }]);
  await publish();
  await plan();
  await byTheClock(deliver(), clock);
  const bodies = heard.map(({ body }) => JSON.parse(body));
  const notice = bodies.find(({ type }) => type === 'endpoint.test');
  expect(notice).toEqual({
    ...{ id: sent.value.eventId, type: 'endpoint.test', timestamp: noon, schemaVersion: '1', livemode: false },
    data: { endpointId: endpointId(1), partnerId: partner().id, note: expect.stringContaining('no ruling') },
  });
  expect(bodies.find(({ type }) => type === 'ruling.published').data).toMatchObject({
    sequence: 1,
    previousSequence: null,
  });
  const [message] = heard.filter(({ body }) => body.includes('endpoint.test'));
  expect(message?.headers).toMatchObject({ 'webhook-id': sent.value.eventId });
  expect(await endpoints.get(endpointId(1))).toMatchObject({ lastOwedSequence: 1 });
});

test('of many tests at once each is owed, the last one arrives, and the others are superseded or arrived before', async () => {
  const { deps, deliver, clock, deliveries, heard } = await testing();
  const sent = await Promise.all(Array.from({ length: 5 }, () => sendNotice(deps)(endpoint(), 'endpoint.test')));
  expect(sent.map((notice) => notice?.sequence).sort()).toEqual([1, 2, 3, 4, 5]);
  await byTheClock(deliver(), clock);
  expect(deliveries.all().map(({ state }) => state)).toEqual([...Array(4).fill('superseded'), 'delivered']);
  expect(heard).toHaveLength(1);
});

test('one that is being sent goes first', async () => {
  const { deps, deliver, clock, heard } = await testing();
  await sendNotice(deps)(endpoint(), 'endpoint.test');
  const second = async () => {
    await clock.sleep(10);
    await sendNotice(deps)(endpoint(), 'endpoint.probe');
  };
  await byTheClock(Promise.all([deliver(), second()]), clock);
  const [first, next] = heard;
  expect(next?.from).toBeGreaterThanOrEqual(first?.until ?? Number.NaN);
  expect(heard.map(({ body }) => JSON.parse(body).type)).toEqual(['endpoint.test', 'endpoint.probe']);
});

test('nothing is sent to an endpoint that is disabled, gone or another partner’s', async () => {
  const { deps, endpoints, deliveries } = await testing();
  const other = 'ptr_01JD4Z00000000000000000009';
  expect(await testEndpoint(deps)(other, endpointId(1))).toEqual({ ok: false, error: 'not-found' });
  await endpoints.disable(endpointId(1), 'broken', noon);
  expect(await testEndpoint(deps)(partner().id, endpointId(1))).toEqual({ ok: false, error: 'endpoint-disabled' });
  await endpoints.remove(endpoint(), wakeAt(endpoint(), Date.parse(noon), 'removed'));
  expect(await testEndpoint(deps)(partner().id, endpointId(1))).toEqual({ ok: false, error: 'not-found' });
  expect(deliveries.all()).toEqual([]);
});
