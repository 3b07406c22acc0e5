import type { Broadcast } from './broadcast.ts';
import type { BroadcastId } from './ids.ts';
import type { Texted } from './subscriber.ts';
import { type ZoneKey, zonesOf } from './time-zone.ts';

/** Whether texts of a broadcast count against the day's cap. Corrections and retractions always come, and so do answers. */
export const isCapped = ({ kind }: Pick<Broadcast, 'kind'>): boolean =>
  kind === 'first' || kind === 'update' || kind === 'digest';

/** What a text makes of its phone's day: it counts, and `texted` says so; it was counted before; or the day has no room for it. */
export type DayCount =
  | { readonly kind: 'counts'; readonly texted: Texted }
  | { readonly kind: 'counted' }
  | { readonly kind: 'full' };

/**
 * Counts a text of a broadcast on the day of its phone (`2026-11-20`). A day that was counted already and is later than this one goes on:
 * whoever moved west would have one twice. A text that is tried again on the same day counts once, as long as no other came in between;
 * else it counts twice, which texts them too little and never too much.
 */
export const countText = (seen: Texted | null, broadcastId: BroadcastId, today: string, cap: number): DayCount => {
  const day = seen !== null && seen.day > today ? seen.day : today;
  if (seen?.day !== day) return { kind: 'counts', texted: { day, count: 1, broadcastId } };
  if (seen.broadcastId === broadcastId) return { kind: 'counted' };
  return seen.count < cap ? { kind: 'counts', texted: { day, count: seen.count + 1, broadcastId } } : { kind: 'full' };
};

/**
 * The day of phones in these zones at an instant (ms since 1970), `2026-11-20`: that of the first of them. UTC's begins at four in the
 * afternoon in Los Angeles, and would let twice as many texts into one day there.
 */
export const dayOf = (zones: ZoneKey, instant: number): string => {
  const [zone = 'UTC'] = zonesOf(zones);
  let formatter = formatters.get(zone);
  if (formatter === undefined) {
    // Sweden writes a date as ISO 8601 does
    formatter = new Intl.DateTimeFormat('sv-SE', { timeZone: zone });
    formatters.set(zone, formatter);
  }
  return formatter.format(instant);
};

/** Making a formatter takes some 70 µs, asking one 1 µs. */
const formatters = new Map<string, Intl.DateTimeFormat>();
