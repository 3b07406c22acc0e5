import { createHash } from 'node:crypto';
import { type CohortShard, cohortShardOf } from '../../domain/cohort.ts';
import type { Consent } from '../../domain/consent.ts';
import type { PhoneHash, Subscriber } from '../../domain/subscriber.ts';
import type { Leaver } from '../../ports/leavers.ts';
import type { Key } from './table.ts';
import type { Write } from './transaction.ts';

/** Keys of the table Subscribers. */
const partitionOf = (hash: PhoneHash): string => `SUB#${hash}`;
export const profileKey = (hash: PhoneHash): Key => ({ pk: partitionOf(hash), sk: 'PROFILE' });
export const pendingKey = (hash: PhoneHash): Key => ({ pk: partitionOf(hash), sk: 'PENDING' });
/** When its confirmation left, apart from the sign-up: it outlives that, and whatever takes it away. */
export const askedKey = (hash: PhoneHash): Key => ({ pk: partitionOf(hash), sk: 'ASKED' });
export const suppressionKey = (hash: PhoneHash): Key => ({ pk: partitionOf(hash), sk: 'SUPPRESSION' });
export const consentPrefix = 'CONSENT#';
/**
 * Evidence is only ever added. What is different has another key, however many of a kind come at one instant, and what is written twice
 * is the same row.
 */
const consentKey = (consent: Consent): Key => ({
  pk: partitionOf(consent.hash),
  sk: `${consentPrefix}${consent.at}#${consent.kind}#${digestOf(consent)}`,
});
/** Beside the evidence that it belongs to, since it is kept for a shorter time. */
export const addressKey = (consent: Consent): Key => ({
  pk: partitionOf(consent.hash),
  sk: `ADDRESS#${consent.at}#${digestOf(consent)}`,
});
export const shardsPartition = 'SHARDS';
export const leaversPartition = 'LEAVERS';
export const leaverKey = ({ at, hash }: Leaver): Key => ({ pk: leaversPartition, sk: `${at}#${hash}` });
export const cohortPartition = (shard: CohortShard): string => `COHORT#${shard}`;
/** Sign-ups under one name in the time that ends at `until`. */
export const countKey = (name: string, until: string): Key => ({ pk: `SIGN-UPS#${name}`, sk: until });
export const staffPartition = 'STAFF';
export const staffKey = (id: string): Key => ({ pk: staffPartition, sk: id });
export const testKey = (testId: string, id: string): Key => ({ pk: `TEST#${testId}`, sk: id });
export const deactivatedKey: Key = { pk: 'DEACTIVATIONS', sk: 'DONE' };

const digestOf = (consent: Consent): string =>
  createHash('sha256')
    .update(JSON.stringify(Object.entries(consent).sort(([one], [other]) => (one < other ? -1 : 1))))
    .digest('base64url')
    .slice(0, 16);

/** A profile's row. `cohort` is on active ones alone, so the index has nobody else; what is null is left out, so that conditions can say so. */
export const profileRow = ({ strikes, texted, ...subscriber }: Subscriber) => ({
  ...profileKey(subscriber.hash),
  ...subscriber,
  strikes: strikes ?? undefined,
  texted: texted ?? undefined,
  cohort: subscriber.status === 'active' ? cohortPartition(shardOf(subscriber)) : undefined,
});

export const shardOf = ({ zones, hash }: Pick<Subscriber, 'zones' | 'hash'>): CohortShard => cohortShardOf(zones, hash);

/** Writes that several stores have in their transactions. */
export const evidenceRow = (TableName: string, consent: Consent): Write => ({
  Put: { TableName, Item: { ...consentKey(consent), ...consent } },
});
export const leaverRow = (TableName: string, { at, hash }: Leaver): Write => ({
  Put: { TableName, Item: { ...leaverKey({ at, hash }), hash, at } },
});
export const shardRow = (TableName: string, shard: CohortShard): Write => ({
  Put: { TableName, Item: { pk: shardsPartition, sk: shard } },
});

/** The condition that a subscriber may be texted; send-texts has it in its transaction. */
export const isActive = {
  ConditionExpression: '#status = :active',
  ExpressionAttributeNames: { '#status': 'status' },
  ExpressionAttributeValues: { ':active': 'active' },
};

/** Active, and one of the profile's maps as it was read: not there, or the same in each of its parts. */
export const isActiveWith = (map: 'strikes' | 'texted', seen: Readonly<Record<string, unknown>> | null) => {
  const parts = Object.entries(seen ?? {});
  const same = seen ? parts.map(([part]) => `${map}.#${part} = :${part}`) : [`attribute_not_exists(${map})`];
  return {
    ConditionExpression: [isActive.ConditionExpression, ...same].join(' AND '),
    ExpressionAttributeNames: {
      ...isActive.ExpressionAttributeNames,
      ...Object.fromEntries(parts.map(([part]) => [`#${part}`, part])),
    },
    ExpressionAttributeValues: {
      ...isActive.ExpressionAttributeValues,
      ...Object.fromEntries(parts.map(([part, value]) => [`:${part}`, value])),
    },
  };
};
