import type { BroadcastStore } from '../../../shared/ports/broadcast-store.ts';
import type { DeactivatedDays } from '../../../shared/ports/deactivations.ts';
import type { InboundLog } from '../../../shared/ports/inbound-log.ts';
import type { Leavers } from '../../../shared/ports/leavers.ts';
import type { SenderPace } from '../../../shared/ports/sender-pace.ts';
import type { ShortLinks } from '../../../shared/ports/short-links.ts';
import type { StaffPhones } from '../../../shared/ports/staff-phones.ts';
import type { SignUps, SubscriberStore } from '../../../shared/ports/subscriber-store.ts';
import type { TextBudget } from '../../../shared/ports/text-budget.ts';
import type { TextLedger } from '../../../shared/ports/text-ledger.ts';
import type { TextTimeline } from '../../../shared/ports/text-timeline.ts';
import type { DueWork } from '../../../shared/ports/timetable.ts';

/** The stores of the texts channel over one set of tables, and everything that is due by the year 9999. */
export interface TextStores {
  readonly subscribers: SubscriberStore;
  readonly signUps: SignUps;
  readonly leavers: Leavers;
  readonly broadcasts: BroadcastStore;
  readonly ledger: TextLedger;
  readonly budget: TextBudget;
  readonly timeline: TextTimeline;
  readonly links: ShortLinks;
  readonly inbound: InboundLog;
  readonly days: DeactivatedDays;
  readonly staff: StaffPhones;
  /** The pace of a sender of so many segments a second, as one more process has it. */
  readonly pace: (max: number) => SenderPace;
  readonly due: () => Promise<DueWork[]>;
}
export type OpenTextStores = () => Promise<TextStores>;

export const later = '2026-11-20T18:00:00.000Z';

export const work: DueWork = {
  at: '2026-11-21T14:00:00.000Z',
  kind: 'open-shard',
  id: 'brd_01JD4Z00000000000000000001#America/New_York#3',
  queue: 'text-plans',
  body: '{}',
};
