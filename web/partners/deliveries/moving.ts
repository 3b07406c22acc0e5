import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';

/** What is tried within a minute is worth watching. */
const soonMs = 60_000;

/** Whether something is about to happen to a delivery. */
export const isMoving = ({ state, nextAttemptAt }: Pick<DeliveryView, 'state' | 'nextAttemptAt'>): boolean =>
  state === 'sending' ||
  (state === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - Date.now() < soonMs));
