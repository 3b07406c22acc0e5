import { expect, test } from 'vitest';
import { replayDelivery } from '../../shared/use-cases/replay-deliveries.ts';
import { byTheClock } from '../property/interleaving.ts';
import { publishing, revising } from '../samples/commit.ts';
import { noon, partner } from '../samples/delivering.ts';
import { deliveryChannel } from '../samples/delivery-channel.ts';

test('what is replayed while its correction is written down as owed does not go out beside it', async () => {
  const channel = await deliveryChannel(() => ({ ms: 50, status: 200 }));
  const { rulings, deliveries, queue, clock } = channel;
  const commit = publishing(noon);
  await rulings.commit(commit, 1);
  await channel.plan();
  await byTheClock(channel.deliver(), clock);
  const revised = await revising(rulings, commit, noon, {
    kind: 'correction',
    note: 'We were wrong.',
    changes: { topics: ['health'] },
    texts: null,
  });
  await rulings.commit(revised, 2);
  const [first] = deliveries.all();
  if (first === undefined) throw new Error('nothing was owed');
  const some: typeof deliveries.some = async (wanted) => {
    const rows = await deliveries.some(wanted);
    if (channel.states()[0] === 'delivered') await replayDelivery({ ...channel, wakes: queue })(partner().id, first.id);
    return rows;
  };
  await channel.plan({ deliveries: { ...deliveries, some } });
  expect(channel.states()).toEqual(['superseded', 'pending']);
  await byTheClock(channel.deliver(), clock);
  expect(channel.posted).toEqual([1, 2]);
  // it had arrived before, so nobody is told that it will not come
  expect(deliveries.all()).toMatchObject([{ arrived: true }, { state: 'delivered', supersedes: [] }]);
});
