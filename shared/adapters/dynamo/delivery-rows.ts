import { createHash } from 'node:crypto';
import { type Delivery, dueAt, type Place, type Subject } from '../../domain/delivery.ts';
import type { EndpointId, EventId } from '../../domain/ids.ts';
import type { LeaseName } from '../../ports/leases.ts';
import type { Key } from './table.ts';

/** An event owed to 10,000 endpoints is spread over so many partitions of the index. */
const shards = 8;

export const endpointPartition = (id: EndpointId): string => `ENDPOINT#${id}`;

/** 16 digits hold every safe integer, and sort as numbers; notices come after all of them. */
export const deliveryKey = ({ kind, endpointId, sequence }: Place): Key => ({
  pk: endpointPartition(endpointId),
  sk: `${deliveryPrefix}${kind === 'notice' ? 'NOTICE#' : ''}${String(sequence).padStart(16, '0')}`,
});
export const deliveryPrefix = 'SEQ#';

export const owedKey = (id: EndpointId, subject: Subject): Key => ({
  pk: endpointPartition(id),
  sk: `OWED#${subject}`,
});

export const leaseKey = (name: LeaseName): Key =>
  name === 'planning' ? { pk: 'CURSOR', sk: 'CURSOR' } : { pk: endpointPartition(name), sk: 'LEASE' };

export const eventShards = (eventId: EventId): string[] =>
  Array.from({ length: shards }, (_, shard) => `EVENT#${eventId}#${shard}`);

/**
 * A delivery as stored: with `dueAt` only while somebody must look at it, so that the index `due` holds nothing else, and in the index
 * of events only where it is of one.
 */
export const deliveryRow = (delivery: Delivery): Key & Record<string, unknown> => {
  const { endpointId } = delivery;
  const row = { ...deliveryKey(delivery), ...delivery, dueAt: dueAt(delivery) };
  if (delivery.kind !== 'webhook') return row;
  const shard = (createHash('sha256').update(endpointId).digest()[0] ?? 0) % shards;
  return { ...row, eventShard: eventShards(delivery.eventId)[shard] };
};
