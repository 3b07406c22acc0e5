/** What a pause of deliveries holds: that an endpoint has work, once however often somebody says so. */
import { expect, test } from 'vitest';
import { switchSeenMs } from '../../shared/domain/channel.ts';
import { endpointIn } from '../../shared/domain/delivery-messages.ts';
import { gateChannel } from '../../shared/use-cases/gate-channel.ts';
import { endpointId } from '../samples/delivering.ts';
import { gatedQueue } from '../samples/gated-queue.ts';

const paused = async () => {
  const queue = gatedQueue();
  await queue.set('pause', 'deliveries');
  let messages = 0;
  const gate = gateChannel(queue, 'deliveries', () => 'deliveries', endpointIn);
  /** SQS hands over a message with this body. */
  const hold = (body: unknown) => {
    messages += 1;
    return gate.hold([{ id: `message-${messages}`, body: JSON.stringify(body), source: 'deliveries' }]);
  };
  return { ...queue, hold };
};
const wake = (number: number, because: string) => ({ endpointId: endpointId(number), because });

test('many wakes of an endpoint are one row, the last, and what speaks of none keeps its own', async () => {
  const { hold, heldWork } = await paused();
  for (const body of [wake(1, 'a'), wake(2, 'a'), wake(1, 'b'), { odd: true }])
    expect(await hold(body)).toEqual(new Map());
  expect(heldWork.rows().map(({ id, body }) => [id, JSON.parse(body)])).toEqual([
    [endpointId(1), wake(1, 'b')],
    [endpointId(2), wake(2, 'a')],
    ['message-4', { odd: true }],
  ]);
});

test('a wake that is held anew before its row is taken away stays, and goes out after the next resume', async () => {
  const { hold, heldWork, set, sweep, clock, queues } = await paused();
  await hold(wake(1, 'a'));
  await set('resume', 'deliveries');
  clock.advance(2 * switchSeenMs);
  const { send } = queues.deliveries;
  queues.deliveries.send = async (messages) => {
    await send(messages);
    // paused once more, and the very message that was sent comes while its row still stands
    await set('pause', 'deliveries');
    await hold(wake(1, 'a'));
  };
  await sweep();
  expect(heldWork.rows()).toHaveLength(1);
  queues.deliveries.send = send;
  await set('resume', 'deliveries');
  clock.advance(2 * switchSeenMs);
  await sweep();
  expect([heldWork.rows(), queues.deliveries.messages()]).toEqual([[], [wake(1, 'a'), wake(1, 'a')]]);
});
