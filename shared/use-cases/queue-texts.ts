import { type Broadcast, isUrgent } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';

/** The queues of send-texts. Corrections and retractions have one of their own, so that no queue of first texts is before them. */
export interface TextQueues {
  readonly texts: Queue<TextBatch>;
  readonly urgent: Queue<TextBatch>;
}

export interface QueueTextsDeps {
  readonly queues: TextQueues;
  readonly broadcasts: Pick<BroadcastStore, 'markQueued'>;
  readonly clock: Clock;
}

const batchSize = 25;

/**
 * Puts people of a marked shard on the queue of send-texts, 25 a message, and then writes down that it did: whoever dies in between does it
 * again. A person who is on it twice is texted once.
 */
export const queueTexts =
  ({ queues, broadcasts, clock }: QueueTextsDeps) =>
  async (
    broadcast: Pick<Broadcast, 'id' | 'kind'>,
    cohort: CohortShard,
    hashes: readonly PhoneHash[],
  ): Promise<void> => {
    if (hashes.length === 0) return;
    const urgent = isUrgent(broadcast);
    const batches: TextBatch[] = [];
    for (let from = 0; from < hashes.length; from += batchSize)
      batches.push({
        kind: 'batch',
        broadcastId: broadcast.id,
        cohort,
        hashes: hashes.slice(from, from + batchSize),
        urgent,
        attempt: 0,
      });
    await (urgent ? queues.urgent : queues.texts).send(batches);
    await broadcasts.markQueued(broadcast.id, cohort, new Date(clock.now()).toISOString());
  };
