import { type DeliverMessage, endpointGuard, wakeAt } from '../domain/delivery-messages.ts';
import { type EndpointLease, freshLease } from '../domain/endpoint-lease.ts';
import type { EndpointId } from '../domain/ids.ts';
import type { Queue } from '../ports/queue.ts';
import { type DrainDeps, drain } from './drain-endpoint.ts';
import { type LeaseDeps, underLease } from './under-lease.ts';

export interface DeliverDeps extends LeaseDeps<EndpointLease>, DrainDeps {
  /** The queue of the kind of endpoints that it serves. */
  readonly queue: Queue<DeliverMessage>;
  /** The queue of the other kind. */
  readonly elsewhere: Queue<DeliverMessage>;
}

/** A run begins no more exchanges after this; the last ones take 15 s, and a timeout of two minutes leaves room for their writes. */
const runMs = 45_000;
/** The longest delay of a message in SQS; what is due later is left to the Timetable alone. */
const longestDelayMs = 900_000;

/**
 * Sends what an endpoint is owed and is due, alone (see `underLease`), and sees to it that somebody looks again when more is due: the
 * Timetable knows, since each delivery's own transaction told it and the release tells it once more; a delayed message only makes it
 * prompt, so losing that one costs a minute at most. `alarmAt` in the lease keeps many runs from each sending such a message. An
 * endpoint of the other kind is left to the function that serves it.
 */
export const deliver =
  (deps: DeliverDeps) =>
  async (endpointId: EndpointId): Promise<void> => {
    const { clock, queue, elsewhere, serves } = deps;
    const here = { kind: serves, id: endpointId };
    const stopAt = clock.now() + runMs;
    /** For when an earlier run sent a message. */
    let promised: number | null | undefined;
    let alarm: number | undefined;
    let misled: boolean | undefined;
    await underLease(deps)(endpointId, freshLease, endpointGuard(here), async (held) => {
      const { state, clean, token } = held;
      // a holder that died kept the count of its tokens to itself: it may have used them all
      if (promised === undefined && !clean) held.state = { ...state, tokens: 0, at: clock.now() };
      promised ??= state.alarmAt;
      const next = await drain(deps)(endpointId, held, stopAt);
      misled = next === 'elsewhere';
      if (next === 'elsewhere') return undefined;
      const now = clock.now();
      const known = next === promised && promised > now;
      alarm = next === undefined || known || next - now > longestDelayMs ? undefined : next;
      held.state = { ...held.state, alarmAt: alarm ?? promised };
      return next === undefined ? undefined : wakeAt(here, next, token);
    });
    if (misled) return elsewhere.send([{ endpointId }]);
    if (alarm === undefined) return;
    const delaySeconds = Math.ceil((alarm - clock.now()) / 1000);
    await queue.send([{ endpointId }], Math.min(Math.max(delaySeconds, 0), longestDelayMs / 1000));
  };
