import type { Broadcast, LedgerKey } from '../../domain/broadcast.ts';
import type { CohortShard } from '../../domain/cohort.ts';
import type { BroadcastId, RulingId } from '../../domain/ids.ts';
import type { Key } from './table.ts';

/** Keys of the table Texts. */
export const broadcastKey = (id: BroadcastId): Key => ({ pk: `BROADCAST#${id}`, sk: 'BROADCAST' });
export const shardPrefix = 'SHARD#';
export const shardKey = (id: BroadcastId, shard: CohortShard): Key => ({
  pk: `BROADCAST#${id}`,
  sk: `${shardPrefix}${shard}`,
});
/** A ruling's broadcasts, in the order of their events. */
export const ofRulingPartition = (id: RulingId): string => `RULING#${id}`;
export const ofRulingKey = ({ rulingId, eventRevision }: Broadcast): Key => ({
  pk: ofRulingPartition(rulingId),
  sk: `BROADCAST#${String(eventRevision).padStart(4, '0')}`,
});
export const ledgerPartition = (id: BroadcastId, shard: CohortShard): string => `BROADCAST#${id}#${shard}`;
export const ledgerKey = ({ broadcastId, cohort, hash }: LedgerKey): Key => ({
  pk: ledgerPartition(broadcastId, cohort),
  sk: hash,
});

/**
 * The ledger tells what people read, so it is not kept for longer than 400 days; after that a correction no longer reaches them by text.
 * In epoch seconds, for the table's TTL.
 */
export const expiryOf = (at: string): number => Math.floor(Date.parse(at) / 1000) + 400 * 86_400;
