import { expect, test } from 'vitest';
import { farewellAt } from '../../shared/domain/hub-messages.ts';
import { changeEndpoint, listEndpoints, showEndpoint } from '../../shared/use-cases/manage-endpoints.ts';
import { planFollowerDeliveries } from '../../shared/use-cases/plan-follower-deliveries.ts';
import { listDeliveries, showDelivery } from '../../shared/use-cases/show-deliveries.ts';
import { enableEndpoint, removeEndpoint } from '../../shared/use-cases/switch-endpoint.ts';
import { fakeVault } from '../fakes/vault.ts';
import { endpoint, partner } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';
import { follower, topic } from '../samples/following.ts';

/** The delivery engine with an endpoint of a partner and a follower that is owed its feed. */
const withBoth = async () => {
  const channel = await deliveryChannel(() => ({ ms: 50, status: 200 }));
  const { endpoints, deliveries, queue, clock, log } = channel;
  await endpoints.follow(follower(), farewellAt(follower(), clock.now()));
  await planFollowerDeliveries({ endpoints, followers: endpoints, deliveries, wakes: queue, clock, log })(
    [{ path: topic, etag: '"1"' }],
    1,
  );
  return channel;
};

test('no partner sees a follower or what it is owed, changes it or takes it away', async () => {
  const { endpoints, deliveries, queue, clock } = await withBoth();
  const switching = { endpoints, endpointSwitch: endpoints, wakes: queue, clock };
  const { id } = follower();
  const [owed] = deliveries.all();
  expect(owed).toMatchObject({ kind: 'websub', endpointId: id });
  expect(await showEndpoint({ endpoints })(partner().id, id)).toBeUndefined();
  expect(
    await changeEndpoint({ endpoints, vault: fakeVault() })(partner().id, id, { ratePerSecond: 1 }),
  ).toBeUndefined();
  expect(await removeEndpoint(switching)(partner().id, id)).toBe(false);
  expect(await enableEndpoint(switching)(partner().id, id)).toBeUndefined();
  expect(await listDeliveries({ endpoints, deliveries })(partner().id, id, 10, undefined)).toBeUndefined();
  expect(await showDelivery({ deliveries })(partner().id, owed?.id ?? 'dlv_')).toBeUndefined();
  const { items } = await listEndpoints({ endpoints })(partner().id, 10, undefined);
  expect(items.map((one) => one.id)).toEqual([endpoint().id]);
  expect(await endpoints.get(id)).toEqual(follower());
});

test('an event is owed to partners alone, and a follower stays what it is', async () => {
  const channel = await withBoth();
  await channel.publish();
  await channel.plan();
  const ofPartners = channel.deliveries.all().filter(({ kind }) => kind === 'webhook');
  expect(ofPartners.map(({ endpointId }) => endpointId)).toEqual([endpoint().id]);
  expect(channel.deliveries.all()).toHaveLength(2);
});
