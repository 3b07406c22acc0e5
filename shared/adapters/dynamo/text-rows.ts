import type { Broadcast, LedgerKey } from '../../domain/broadcast.ts';
import type { CohortShard } from '../../domain/cohort.ts';
import type { BroadcastId, RulingId } from '../../domain/ids.ts';
import type { PhoneHash } from '../../domain/subscriber.ts';
import type { CountedReply, InboundText } from '../../ports/inbound-log.ts';
import type { Key } from './table.ts';

/** Keys of the table Texts. */
export const broadcastKey = (id: BroadcastId): Key => ({ pk: `BROADCAST#${id}`, sk: 'BROADCAST' });
export const shardPrefix = 'SHARD#';
export const shardKey = (id: BroadcastId, shard: CohortShard): Key => ({
  pk: `BROADCAST#${id}`,
  sk: `${shardPrefix}${shard}`,
});
export const slotPrefix = 'PACE#';
export const slotKey = (id: BroadcastId, at: string): Key => ({ pk: `BROADCAST#${id}`, sk: `${slotPrefix}${at}` });
/** What stands in the order of its making: what happened at one instant, by its id. */
const inOrder = ({ createdAt, id }: Pick<Broadcast, 'createdAt' | 'id'>): string => `${createdAt}#${id}`;
export const newestPartition = 'BROADCASTS';
export const newestKey = (broadcast: Broadcast): Key => ({ pk: newestPartition, sk: inOrder(broadcast) });
export const ofRulingPartition = (id: RulingId): string => `RULING#${id}`;
export const ofRulingKey = (rulingId: RulingId, broadcast: Broadcast): Key => ({
  pk: ofRulingPartition(rulingId),
  sk: inOrder(broadcast),
});
export const ledgerPartition = (id: BroadcastId, shard: CohortShard): string => `BROADCAST#${id}#${shard}`;
export const ledgerKey = ({ broadcastId, cohort, hash }: LedgerKey): Key => ({
  pk: ledgerPartition(broadcastId, cohort),
  sk: hash,
});
export const paceKey: Key = { pk: 'SENDER', sk: 'PACE' };
export const budgetKey = (month: string): Key => ({ pk: 'BUDGET', sk: month });
export const linkKey = (code: string): Key => ({ pk: `LINK#${code}`, sk: 'LINK' });
export const inboundKey = (sid: string): Key => ({ pk: `INBOUND#${sid}`, sk: 'TEXT' });
export const heldPartition = 'HELD';
export const heldKey = ({ at, sid }: Pick<InboundText, 'at' | 'sid'>): Key => ({
  pk: heldPartition,
  sk: `${at}#${sid}`,
});
export const repliesKey = (hash: PhoneHash, day: string, of: CountedReply): Key => ({
  pk: `REPLIES#${hash}`,
  sk: `${day}#${of}`,
});

/** An instant (ISO 8601) and so many days, in epoch seconds: for the TTL of a table, which is the attribute `expiresAt`. */
export const expiryOf = (at: string, days = 0): number => Math.floor(Date.parse(at) / 1000) + days * 86_400;
