import { maySend } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { Queue } from '../ports/queue.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { queueTexts } from './queue-texts.ts';
import { openingOf } from './text-due-work.ts';

export interface OpenShardDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'remind'>;
  readonly ledger: Pick<TextLedger, 'pages'>;
  readonly batches: Queue<TextBatch>;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
}

/** Queues the deferred people of a shard, once their window is open; before that it only sees to it that it is called again. */
export const openShard =
  ({ broadcasts, ledger, batches, windowAt, clock }: OpenShardDeps) =>
  async (broadcastId: BroadcastId, shard: CohortShard): Promise<void> => {
    const broadcast = await broadcasts.find(broadcastId);
    if (!broadcast || !maySend(broadcast.status)) return;
    const window = windowAt(zoneKeyOfShard(shard), clock.now());
    if (!window.open) {
      if (window.until !== null) await broadcasts.remind(openingOf(broadcastId, shard, window.until));
      return;
    }
    for await (const page of ledger.pages(broadcastId, shard)) {
      const deferred = page.filter(({ state }) => state === 'deferred');
      await queueTexts(
        batches,
        broadcast,
        shard,
        deferred.map(({ hash }) => hash),
      );
    }
  };
