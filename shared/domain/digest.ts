import { encodeTime } from 'ulid';
import type { DigestBroadcast } from './broadcast.ts';
import { type BroadcastId, digitsFrom } from './ids.ts';
import { type Subscriber, wantsRuling } from './subscriber.ts';
import { type ZoneKey, zonesOf } from './time-zone.ts';

export type DigestFrequency = DigestBroadcast['frequency'];

const hour = 3_600_000;
/**
 * A digest has what was published since the one before; two hours more, because a day may have 25. What somebody heard of is left out for
 * them by the ledger, so that nothing comes twice.
 */
const spans = { daily: 26 * hour, weekly: (7 * 24 + 2) * hour } as const satisfies Record<DigestFrequency, number>;

/** From when on a ruling must have been published to be in the digest that is due at an instant (ms since 1970). */
export const digestSince = (frequency: DigestFrequency, at: number): number => at - spans[frequency];

/** The digest of a zone's people for one opening: the same however often it is asked for. `at` in ms since 1970. */
export const digestIdOf = (zones: ZoneKey, frequency: DigestFrequency, at: number): BroadcastId =>
  `brd_${encodeTime(at)}${digitsFrom(`${zones}#${frequency}`, 16)}`;

/** Whether it is the day of the weekly digest, 1 (Monday) to 7, on a zone's own calendar. */
export const isWeeklyDay = (zones: ZoneKey, at: number, day: number): boolean => {
  const [zone = 'UTC'] = zonesOf(zones);
  const date = new Intl.DateTimeFormat('en-CA', { timeZone: zone }).format(at);
  return (new Date(`${date}T00:00:00Z`).getUTCDay() || 7) === day;
};

/**
 * The places of those items that a subscriber hears of in a digest. Who hears at once gets in the daily one what was not texted at once.
 */
export const itemsFor = (
  { frequency, items }: Pick<DigestBroadcast, 'frequency' | 'items'>,
  subscriber: Subscriber,
): readonly number[] => {
  if (subscriber.status !== 'active') return [];
  const isReader = subscriber.frequency === frequency;
  const hearsRest = frequency === 'daily' && subscriber.frequency === 'immediate';
  if (!isReader && !hearsRest) return [];
  return items.flatMap((item, place) =>
    (isReader || item.forAll) && wantsRuling(subscriber, item.audience) ? [place] : [],
  );
};
