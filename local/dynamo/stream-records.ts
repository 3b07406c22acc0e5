import { randomUUID } from 'node:crypto';
import { type Item, itemBytes, sameItem } from './attribute-value.ts';
import type { StreamViewType, Table } from './dynalite.ts';
import { REGION } from './table-description.ts';

/** One item before and after a write; `expired` when the TTL sweep deleted it. */
export interface Change {
  table: Table;
  old: Item | undefined;
  next: Item | undefined;
  expired?: boolean;
}

/** A record of a stream as the Streams API gives it: attribute values marshalled, time in epoch seconds. */
export interface StreamRecord {
  eventID: string;
  eventName: 'INSERT' | 'MODIFY' | 'REMOVE';
  eventVersion: '1.1';
  eventSource: 'aws:dynamodb';
  awsRegion: string;
  userIdentity?: { Type: 'Service'; PrincipalId: 'dynamodb.amazonaws.com' };
  dynamodb: {
    ApproximateCreationDateTime: number;
    Keys: Item;
    NewImage?: Item;
    OldImage?: Item;
    SequenceNumber: string;
    SizeBytes: number;
    StreamViewType: StreamViewType;
  };
}

/** AWS's sequence numbers have at least 21 digits; counting from 10^20 makes ours sort as text. */
const BASE = 10n ** 20n;
export const sequenceNumber = (count: number): string => String(BASE + BigInt(count));
export const sequenceCount = (number: string): number => Number(BigInt(number) - BASE);

export const keyOf = (table: Table, item: Item): Item =>
  Object.fromEntries(
    table.KeySchema.flatMap(({ AttributeName: name }) => {
      const value = item[name];
      return value ? [[name, value]] : [];
    }),
  );

/** Whether a change belongs in the stream: DynamoDB writes no record when a write changes nothing. */
export const isStreamed = ({ table, old, next }: Change): boolean =>
  table.StreamSpecification?.StreamEnabled === true && !(old && next ? sameItem(old, next) : old === next);

/** The record of a change that {@link isStreamed}; `now` in epoch milliseconds. */
export function streamRecord({ table, old, next, expired }: Change, count: number, now: number): StreamRecord {
  const view = table.StreamSpecification?.StreamViewType ?? 'NEW_AND_OLD_IMAGES';
  const Keys = keyOf(table, next ?? old ?? {});
  const images = {
    ...(next && ['NEW_IMAGE', 'NEW_AND_OLD_IMAGES'].includes(view) ? { NewImage: next } : {}),
    ...(old && ['OLD_IMAGE', 'NEW_AND_OLD_IMAGES'].includes(view) ? { OldImage: old } : {}),
  };
  return {
    eventID: randomUUID().replaceAll('-', ''),
    eventName: !old ? 'INSERT' : next ? 'MODIFY' : 'REMOVE',
    eventVersion: '1.1',
    eventSource: 'aws:dynamodb',
    awsRegion: REGION,
    ...(expired ? { userIdentity: { Type: 'Service', PrincipalId: 'dynamodb.amazonaws.com' } } : {}),
    dynamodb: {
      ApproximateCreationDateTime: Math.floor(now / 1000),
      Keys,
      ...images,
      SequenceNumber: sequenceNumber(count),
      SizeBytes: [Keys, ...Object.values(images)].reduce((bytes, item) => bytes + itemBytes(item), 0),
      StreamViewType: view,
    },
  };
}
