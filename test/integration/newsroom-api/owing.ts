import * as z from 'zod';
import { createLeases } from '../../../shared/adapters/dynamo/leases.ts';
import { createTimetable } from '../../../shared/adapters/dynamo/timetable.ts';
import { begin } from '../../../shared/domain/delivery.ts';
import { endpointGuard } from '../../../shared/domain/delivery-messages.ts';
import { type Exchange, noExchange } from '../../../shared/domain/exchange.ts';
import type { EndpointId } from '../../../shared/domain/ids.ts';
import { planDeliveries } from '../../../shared/use-cases/plan-deliveries.ts';
import { settleAttempt } from '../../../shared/use-cases/settle-attempt.ts';
import { recordingLog } from '../../fakes/log.ts';
import { fakeQueue } from '../../fakes/queue.ts';
import type { Api } from './open-api.ts';

/** An exchange that was answered with this status. */
export const answered = (status: number, differs: Partial<Exchange> = {}): Exchange => ({
  ...noExchange('reset'),
  ...{ status, error: null, ms: { dns: 1, connect: 2, firstByte: 40, total: 41 }, answer: `${status}` },
  ...differs,
});

/** What the webhooks channel does with the API's tables, a step at a time: rulings are owed, and deliveries tried. */
export const owing = ({ client, tables, rulings, deps, clock }: Api) => {
  const { deliveries, endpoints, random } = deps;
  const log = recordingLog();
  const timetable = createTimetable(client, tables.timetable);
  const cursor = createLeases(client, tables, z.object({ sequence: z.int() }));
  const leases = createLeases(client, tables, z.object({}));
  const wakes = fakeQueue<{ endpointId: EndpointId }>();

  /** A delivery becomes `sending`, under a lease on its endpoint. */
  const start = async (id: EndpointId, sequence: number) => {
    const [now, token] = [clock.now(), `${sequence} at ${clock.now()}`];
    const at = new Date(now).toISOString();
    const before = await deliveries.get({ kind: 'webhook', endpointId: id, sequence });
    // it runs out at once, so that the next attempt need not wait for it
    const grant = { token, now: at, until: at, guard: endpointGuard({ kind: 'webhook', id })(now, token) };
    if (!before || !(await leases.take(id, grant)).taken) throw new Error(`delivery ${sequence} cannot be tried`);
    const sending = begin(before, now);
    if ((await deliveries.begin({ before, after: sending }, token)) !== 'begun') throw new Error('not begun');
    return sending;
  };

  return {
    plan: planDeliveries({ leases: cursor, timetable, rulings, endpoints, deliveries, wakes, clock, random, log }),
    start,
    /** One whole attempt; `url` goes on record. */
    attempt: async ({ id, url }: { id: EndpointId; url: string }, sequence: number, exchange: Exchange) =>
      settleAttempt({ deliveries, clock, random, log })(await start(id, sequence), exchange, url),
  };
};
