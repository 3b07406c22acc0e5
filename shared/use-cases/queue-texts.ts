import type { Broadcast } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { PhoneHash } from '../domain/subscriber.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { Queue } from '../ports/queue.ts';

const batchSize = 25;

/** Puts people of a shard on the queue of send-texts, 25 a message. A person who is on it twice is texted once. */
export const queueTexts = async (
  batches: Queue<TextBatch>,
  { id: broadcastId }: Pick<Broadcast, 'id'>,
  cohort: CohortShard,
  hashes: readonly PhoneHash[],
): Promise<void> => {
  const messages: TextBatch[] = [];
  for (let from = 0; from < hashes.length; from += batchSize)
    messages.push({ broadcastId, cohort, hashes: hashes.slice(from, from + batchSize), attempt: 0 });
  if (messages.length > 0) await batches.send(messages);
};
