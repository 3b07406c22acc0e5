import type { Runtime } from '../../../local/runtime.ts';
import { relayedKey } from '../../../shared/adapters/dynamo/ruling-rows.ts';
import { createRulingStore } from '../../../shared/adapters/dynamo/ruling-store.ts';
import { createTable } from '../../../shared/adapters/dynamo/table.ts';
import { createTimetable, dueRow } from '../../../shared/adapters/dynamo/timetable.ts';
import { writeAll } from '../../../shared/adapters/dynamo/transaction.ts';
import { createWatermark } from '../../../shared/adapters/dynamo/watermark.ts';
import { eventMessageSchema } from '../../../shared/domain/event.ts';
import type { DueQueue } from '../../../shared/ports/timetable.ts';
import { follower } from '../../samples/following.ts';
import { waitFor } from '../../wait-for.ts';
import { openAsOwner } from './owner.ts';

/** Work that is due on the queues where it seldom is, and a relay that had died before it told of the newest events. */
export const driveDueWork = async (runtime: Runtime): Promise<void> => {
  const { client, variable } = openAsOwner(runtime, 'SweepFunction');
  const [event] = await createRulingStore(client, variable('RULINGS_TABLE')).eventsAfter(0, 1);
  const message = eventMessageSchema.parse(event);
  const bodies: Readonly<Partial<Record<DueQueue, object>>> = {
    feeds: message,
    'text-plans': message,
    'delivery-plans': { wake: 'planning' },
    // of nobody: who hears of these finds nothing
    'urgent-texts': { kind: 'confirmation', hash: `1.${'A'.repeat(43)}` },
    'follower-deliveries': { endpointId: follower().id },
  };
  const at = new Date().toISOString();
  const timetable = variable('TIMETABLE_TABLE');
  const queues = ['feeds', 'text-plans', 'urgent-texts', 'delivery-plans', 'follower-deliveries'] as const;
  const work = queues.map((queue) => ({ at, kind: 'look', id: queue, queue, body: JSON.stringify(bodies[queue]) }));
  await writeAll(client, ...work.map((each) => dueRow(timetable, each)));
  await waitFor(async () =>
    (await createTimetable(client, timetable).due(at, 100)).every(({ kind }) => kind !== 'look'),
  );

  const rulings = createTable(client, variable('RULINGS_TABLE'));
  await rulings.update(relayedKey, {
    UpdateExpression: 'SET relayed = :none',
    ExpressionAttributeValues: { ':none': 0 },
  });
  await waitFor(async () => (await createWatermark(client, rulings.name).read()) > 0);
  client.destroy();
};
