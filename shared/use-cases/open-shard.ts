import { maySend } from '../domain/broadcast.ts';
import { type CohortShard, zoneKeyOfShard } from '../domain/cohort.ts';
import type { BroadcastId } from '../domain/ids.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { countShard } from './count-shard.ts';
import { type QueueTextsDeps, queueTexts } from './queue-texts.ts';
import { openingOf } from './text-due-work.ts';

export interface OpenShardDeps extends QueueTextsDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'remind' | 'markQueued'>;
  readonly ledger: Pick<TextLedger, 'pages'>;
  readonly windowAt: WindowAt;
}

/**
 * Queues the deferred people of a shard, once their window is open; before that it only sees to it that it is called again. Nobody is
 * queued of a broadcast that is held: whoever lets it go on has it looked over, and that queues who is deferred by then. It changes no row,
 * so whoever does it twice, or dies and does it again, only queues people twice.
 */
export const openShard =
  (deps: OpenShardDeps) =>
  async (broadcastId: BroadcastId, shard: CohortShard): Promise<void> => {
    const { broadcasts, ledger, windowAt, clock } = deps;
    const broadcast = await broadcasts.find(broadcastId);
    if (!broadcast || !maySend(broadcast, clock.now())) return;
    const window = windowAt(zoneKeyOfShard(shard), clock.now());
    if (window.open) {
      const { deferred } = await countShard(ledger, broadcast, shard);
      await queueTexts(deps)(broadcast, shard, deferred);
    } else if (window.until !== null) await broadcasts.remind(openingOf(broadcastId, shard, window.until));
  };
