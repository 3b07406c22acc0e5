import { createHash } from 'node:crypto';
import { decodeTime, ulid } from 'ulid';
import * as z from 'zod';

/** What each id's prefix stands for; the rest of an id is a ULID, so ids sort by the time they were made. */
export const idPrefixes = {
  ruling: 'rul',
  event: 'evt',
  endpoint: 'ept',
  delivery: 'dlv',
  broadcast: 'brd',
  subscriber: 'sub',
  partner: 'ptr',
  key: 'key',
  rebuild: 'rbd',
  testSend: 'tst',
  scheduled: 'sch',
} as const;

export type IdKind = keyof typeof idPrefixes;
export type Id<Kind extends IdKind> = `${(typeof idPrefixes)[Kind]}_${string}`;
export type RulingId = Id<'ruling'>;
export type EventId = Id<'event'>;
export type EndpointId = Id<'endpoint'>;
export type DeliveryId = Id<'delivery'>;
export type BroadcastId = Id<'broadcast'>;
export type PartnerId = Id<'partner'>;
export type KeyId = Id<'key'>;
export type SubscriberId = Id<'subscriber'>;
export type ScheduledId = Id<'scheduled'>;

const ulidPattern = '[0-7][0-9A-HJKMNP-TV-Z]{25}';

/** Whether `text` is an id of that kind: the prefix, an underscore and a ULID. */
export const isId = <Kind extends IdKind>(kind: Kind, text: string): text is Id<Kind> =>
  new RegExp(`^${idPrefixes[kind]}_${ulidPattern}$`).test(text);

export const idSchema = <Kind extends IdKind>(kind: Kind) =>
  z.templateLiteral([z.literal(idPrefixes[kind]), '_', z.string().regex(new RegExp(`^${ulidPattern}$`))]);

/** A new id at `time` (ms since 1970); `random` gives numbers in [0, 1). */
export const makeId = <Kind extends IdKind>(kind: Kind, time: number, random: () => number): Id<Kind> =>
  `${idPrefixes[kind]}_${ulid(time, random)}`;

/** When an id was made, ms since 1970. */
export const timeOfId = (id: Id<IdKind>): number => decodeTime(id.slice(id.indexOf('_') + 1));

/** The id of the one thing of `kind` that follows from an event, the same however often it is asked for. */
export const idFromEvent = <Kind extends IdKind>(kind: Kind, event: EventId): Id<Kind> =>
  `${idPrefixes[kind]}_${event.slice(idPrefixes.event.length + 1)}`;

/** Up to 32 of a ULID's digits, 5 bits each, that follow from a text and from nothing else. */
export const digitsFrom = (text: string, count: number): string => {
  const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
  const hash = createHash('sha256').update(text).digest();
  return Array.from(hash.subarray(0, count), (byte) => digits[byte % 32]).join('');
};
