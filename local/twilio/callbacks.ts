import type { Callback, CallbackStore } from './callback-store.ts';
import { type CallbackTarget, callbackTarget } from './callback-target.ts';
import type { Database } from './database.ts';
import type { WebhookClient, WebhookOutcome } from './webhook-client.ts';

/** Callbacks on their way at once; the rest waits in the database. */
const IN_FLIGHT = 64;

/** Which retry policy a failure falls under; undefined: delivered. */
const failureOf = (outcome: WebhookOutcome): string | undefined => {
  if (outcome.kind !== 'answered') return outcome.kind;
  if (outcome.status >= 500) return '5xx';
  if (outcome.status >= 400) return '4xx';
  return undefined;
};

const triesAgain = ({ retries, policies }: CallbackTarget, attempts: number, failure: string): boolean =>
  attempts < retries && (policies.includes('all') || policies.includes(failure));

/**
 * Posts what is owed, not in order, each at least once: a callback is struck out after its answer, and those that were
 * on their way when the process died go again. `retryMs` doubles with each retry.
 */
export const createCallbacks = (
  { transaction }: Database,
  store: CallbackStore,
  client: WebhookClient,
  retryMs: number,
) => {
  let inFlight = 0;
  let settled: (() => void)[] = [];
  let closed = false;

  /** One transaction for all answers of a turn of the event loop. */
  const settle = (change: () => void): void => {
    if (settled.push(change) > 1) return;
    setImmediate(() => {
      const changes = settled;
      settled = [];
      if (closed) return;
      transaction(() => {
        for (const apply of changes) apply();
      });
      onSettled();
    });
  };

  const post = async ({ id, target, form, attempts }: Callback): Promise<void> => {
    const destination = callbackTarget(target);
    if (destination === undefined) throw new Error('a callback was stored that is no URL');
    const failure = failureOf(await client.post(destination.url, form));
    inFlight -= 1;
    const again = failure !== undefined && triesAgain(destination, attempts, failure);
    settle(() => (again ? store.postpone(id, Date.now() + retryMs * 2 ** attempts) : store.remove(id)));
  };

  let onSettled = (): void => {};

  return {
    /** Posts what is due, as far as there is room; tells when the next is due, if there is room for it. */
    pump: (): number | undefined => {
      if (inFlight < IN_FLIGHT) {
        for (const callback of store.take(Date.now(), IN_FLIGHT - inFlight)) {
          inFlight += 1;
          void post(callback);
        }
      }
      return inFlight < IN_FLIGHT ? store.nextDue() : undefined;
    },
    /** Called when places came free or a retry was put off. */
    whenSettled: (listener: () => void): void => {
      onSettled = listener;
    },
    close: (): void => {
      closed = true;
    },
  };
};
