/** The queues that due work can be put on. */
export const dueQueues = [
  'feeds',
  'text-plans',
  'text-batches',
  'urgent-texts',
  'delivery-plans',
  'deliveries',
  'follower-deliveries',
  'scheduled-rulings',
] as const;
export type DueQueue = (typeof dueQueues)[number];

/**
 * Work that must happen at a time. `kind` and `id` name it: the same work put at the same time is one row.
 * `body` is the message that its queue gets, as JSON.
 */
export interface DueWork {
  readonly at: string;
  readonly kind: string;
  readonly id: string;
  readonly queue: DueQueue;
  readonly body: string;
}

/** Everything that is due later than a queue's 15 minutes, or that must not be lost. Rows come in with the state that needs them, in its transaction. */
export interface Timetable {
  /** Work due at or before `now` (ISO 8601), oldest first within a shard, at most `limit`. */
  due(now: string, limit: number): Promise<DueWork[]>;
  /** Takes the row away once its message is on the queue; gone already is fine. */
  done(work: DueWork): Promise<void>;
}
