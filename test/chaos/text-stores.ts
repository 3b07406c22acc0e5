import type { Broadcast, BroadcastStatus, LedgerKey } from '../../shared/domain/broadcast.ts';
import { isApprovalOwed } from '../../shared/domain/broadcast-plan.ts';
import type { BroadcastId } from '../../shared/domain/ids.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import type { PhoneHash, SubscriberStatus } from '../../shared/domain/subscriber.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeInboundLog } from '../fakes/inbound-log.ts';
import { fakeSenderPace } from '../fakes/sender-pace.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { fakeSignUps } from '../fakes/sign-ups.ts';
import { fakeStaffPhones } from '../fakes/staff-phones.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextBudget } from '../fakes/text-budget.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { fakeTextTimeline } from '../fakes/text-timeline.ts';

/** What became of a text, a broadcast or a person, in the order of the writes; `at` in ms since 1970. */
export type TextMoment =
  | { readonly what: 'begun'; readonly at: number; readonly key: LedgerKey; readonly zones: string }
  | { readonly what: 'moved'; readonly at: number; readonly id: BroadcastId; readonly to: BroadcastStatus }
  | { readonly what: 'planned' | 'approved'; readonly at: number; readonly id: BroadcastId }
  | { readonly what: 'standing'; readonly at: number; readonly hash: PhoneHash; readonly to: SubscriberStatus };

/** Who is told of a broadcast at the moment of the write: that it was made, or that a person has to let it go on. */
export interface TextHeed {
  readonly frozen: (broadcast: Broadcast) => void;
  readonly held: (id: BroadcastId) => void;
}

/** The stores of texts and of people, which write down what happens to them. */
export const createTextStores = (
  now: () => number,
  { texts }: Newsroom,
  timetable: { put(work: DueWork): void },
  heed: TextHeed,
) => {
  const moments: TextMoment[] = [];
  const people = fakeSubscriberStore();
  const subscribers: typeof people = {
    ...people,
    move: async (hash, from, to, at, evidence) => {
      const moved = await people.move(hash, from, to, at, evidence);
      if (moved) moments.push({ what: 'standing', at: now(), hash, to: to.status });
      return moved;
    },
  };
  const signUps = fakeSignUps(subscribers);
  const rows = fakeTextLedger(subscribers, timetable);
  const ledger: typeof rows = {
    ...rows,
    beginPosting: async (key, from, at, also) => {
      const zones = (await people.find(key.hash))?.zones ?? '';
      const begun = await rows.beginPosting(key, from, at, also);
      const { broadcastId, cohort, hash } = key;
      if (begun === 'posting') moments.push({ what: 'begun', at: now(), key: { broadcastId, cohort, hash }, zones });
      return begun;
    },
  };
  const made = fakeBroadcastStore(timetable);
  const broadcasts: typeof made = {
    ...made,
    freeze: async (broadcast, due) => {
      const frozen = await made.freeze(broadcast, due);
      if (frozen && broadcast.status === 'planning') heed.frozen(broadcast);
      return frozen;
    },
    setStatus: async (id, from, to, also) => {
      const moved = await made.setStatus(id, from, to, also);
      if (!moved) return moved;
      moments.push({ what: 'moved', at: now(), id, to });
      if (also?.patch?.plannedAt) moments.push({ what: 'planned', at: now(), id });
      if (also?.patch?.approvedBy) moments.push({ what: 'approved', at: now(), id });
      const after = await made.find(id);
      if (to === 'paused' || (after && to === 'awaiting-approval' && isApprovalOwed(after))) heed.held(id);
      return moved;
    },
  };
  return {
    ...{ subscribers, signUps, ledger, broadcasts },
    textMoments: moments,
    links: fakeShortLinks(),
    pace: fakeSenderPace(texts.sender.segmentsPerSecond),
    budget: fakeTextBudget(),
    textTimeline: fakeTextTimeline(),
    inbound: fakeInboundLog(),
    staffPhones: fakeStaffPhones(),
  };
};
