import type { Broadcast } from './broadcast.ts';
import type { BroadcastId } from './ids.ts';
import type { Texted } from './subscriber.ts';

/** Whether texts of a broadcast count against the day's cap. Corrections and retractions always come, and so do answers. */
export const isCapped = ({ kind }: Pick<Broadcast, 'kind'>): boolean =>
  kind === 'first' || kind === 'update' || kind === 'digest';

/** What a text makes of its phone's day: it counts, and `texted` says so; it was counted before; or the day has no room for it. */
export type DayCount =
  | { readonly kind: 'counts'; readonly texted: Texted }
  | { readonly kind: 'counted' }
  | { readonly kind: 'full' };

/**
 * Counts a text of a broadcast at `now` (ms since 1970) on a phone's day, which is UTC's: it begins and ends at an hour at which few in
 * America are texted. A text that is tried again on the same day counts once, as long as no other came in between; else it counts twice,
 * which texts them too little and never too much.
 */
export const countText = (seen: Texted | null, broadcastId: BroadcastId, now: number, cap: number): DayCount => {
  const day = new Date(now).toISOString().slice(0, 10);
  if (seen?.day !== day) return { kind: 'counts', texted: { day, count: 1, broadcastId } };
  if (seen.broadcastId === broadcastId) return { kind: 'counted' };
  return seen.count < cap ? { kind: 'counts', texted: { day, count: seen.count + 1, broadcastId } } : { kind: 'full' };
};
