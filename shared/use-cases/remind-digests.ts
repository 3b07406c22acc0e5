import { zoneKeyOfShard } from '../domain/cohort.ts';
import { type DigestFrequency, isWeeklyDay } from '../domain/digest.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { TextPlan } from '../domain/text-messages.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Clock } from '../ports/clock.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { DueWork } from '../ports/timetable.ts';

export interface RemindDigestsDeps {
  readonly subscribers: Pick<SubscriberStore, 'shards'>;
  readonly broadcasts: Pick<BroadcastStore, 'remind'>;
  readonly newsroom: Newsroom;
  readonly windowAt: WindowAt;
  readonly clock: Clock;
}

/**
 * Puts each zone's next digests into the Timetable, due when its window opens next. Called each hour: the same digest put again is one
 * row, so that nothing depends on any one call.
 */
export const remindDigests =
  ({ subscribers, broadcasts, newsroom, windowAt, clock }: RemindDigestsDeps) =>
  async (): Promise<void> => {
    const zoneKeys = new Set((await subscribers.shards()).map(zoneKeyOfShard));
    for (const zones of zoneKeys) {
      const opens = nextOpening(windowAt, zones, clock.now());
      if (opens === null) continue;
      await broadcasts.remind(dueAt(zones, 'daily', opens));
      if (isWeeklyDay(zones, opens, newsroom.texts.weeklyDigestOn))
        await broadcasts.remind(dueAt(zones, 'weekly', opens));
    }
  };

/** When a zone's window opens next after `now`; null where it never does. */
const nextOpening = (windowAt: WindowAt, zones: ZoneKey, now: number): number | null => {
  const window = windowAt(zones, now);
  if (!window.open) return window.until;
  const after = windowAt(zones, window.until);
  return after.open ? null : after.until;
};

const dueAt = (zones: ZoneKey, frequency: DigestFrequency, opens: number): DueWork => {
  const at = new Date(opens).toISOString();
  const plan: TextPlan = { kind: 'digest', zones, frequency, at };
  return { at, kind: 'digest', id: `${zones}#${frequency}`, queue: 'text-plans', body: JSON.stringify(plan) };
};
