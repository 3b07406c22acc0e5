import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';

/** What is tried within a minute is worth watching. */
export const soonMs = 60_000;

/** Whether something is about to happen to a delivery. */
export const isMoving = ({ state, nextAttemptAt }: Pick<DeliveryView, 'state' | 'nextAttemptAt'>): boolean =>
  state === 'sending' ||
  (state === 'pending' && (nextAttemptAt === null || Date.parse(nextAttemptAt) - Date.now() < soonMs));

/** Whether nothing more happens to a delivery unless somebody asks for it here. */
export const isDone = ({ state }: Pick<DeliveryView, 'state'>): boolean =>
  state === 'delivered' || state === 'superseded';
