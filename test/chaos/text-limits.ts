import { expect } from 'vitest';
import type { Broadcast, LedgerRow } from '../../shared/domain/broadcast.ts';
import { isUrgent } from '../../shared/domain/broadcast.ts';
import { zoneKeyOfShard } from '../../shared/domain/cohort.ts';
import { dayOf, isCapped } from '../../shared/domain/daily-cap.ts';
import { quietHours, type WindowAt } from '../../shared/domain/quiet-hours.ts';
import { costOf, microsOf } from '../../shared/domain/text-budget.ts';
import type { Lived } from './run.ts';
import { mayHaveTexted, type Posted } from './twilio.ts';

/** So long does an invocation last that looked at what holds a text back, before the text leaves. */
const invocationMs = 120_000;

/** One text that left, the row that it is for, and what began it. */
interface Left {
  readonly posted: Posted;
  readonly row: LedgerRow;
  readonly broadcast: Broadcast;
  /** Where the person was then. */
  readonly zones: string;
  /** Its place among all that happened. */
  readonly begunAt: number;
}

/** Nothing leaves at night, before its time, once a person said no, for more than there is, or too often. */
export const textsStayWithinLimits = (lived: Lived): void => {
  const left = textsOf(lived);
  const { newsroom } = lived.world;
  nobodyIsWokenUp(left, quietHours(newsroom.texts));
  whatIsHeldStays(lived, left);
  whoLeftIsLeftAlone(lived);
  theBudgetHolds(lived, left);
  noDayIsFull(lived, left);
  nobodyIsAskedTwice(lived);
};

/** Each text left right after its row became `posting`, which is written down each time. */
const textsOf = ({ world }: Lived): Left[] => {
  const { textMoments, broadcasts, ledger, twilio } = world;
  const all = new Map(broadcasts.all().map((broadcast) => [broadcast.id, broadcast]));
  const rows = Map.groupBy(ledger.all(), ({ broadcastId, hash }) => `${hash} in ${broadcastId}`);
  const begun = Map.groupBy(
    textMoments.flatMap((moment, place) =>
      moment.what === 'begun' ? [{ ...moment.key, zones: moment.zones, place }] : [],
    ),
    ({ broadcastId, hash }) => `${hash} in ${broadcastId}`,
  );
  return [...Map.groupBy(twilio.posted, ({ broadcastId, hash }) => `${hash} in ${broadcastId}`)].flatMap(
    ([name, requests]) => {
      const before = begun.get(name) ?? [];
      expect(requests.length, `requests for ${name}, against the times that it was begun`).toBeLessThanOrEqual(
        before.length,
      );
      return requests.flatMap((posted): Left[] => {
        const last = before.findLast(({ place }) => (textMoments[place]?.at ?? 0) <= posted.at);
        const broadcast = all.get(posted.broadcastId);
        const row = rows.get(name)?.find(({ cohort }) => cohort === last?.cohort);
        if (!last || !broadcast || !row) throw new Error(`nothing says why ${name} was texted`);
        return [{ posted, row, broadcast, zones: last.zones, begunAt: last.place }];
      });
    },
  );
};

/** By the clocks of where they were when it was planned, and of where they are. Nor does a text wait in the network's queues past that. */
const nobodyIsWokenUp = (left: readonly Left[], windowAt: WindowAt): void => {
  for (const { posted, row, zones: own } of left)
    for (const zones of new Set([zoneKeyOfShard(row.cohort), own])) {
      const { at, validitySeconds } = posted;
      // it leaves within so long of the last look at the recipient's clock
      const windows = [windowAt(zones, at), windowAt(zones, at - invocationMs)].filter(({ open }) => open);
      const place = `${new Date(at).toISOString()}, a text to ${zones} that is valid for ${validitySeconds} s`;
      expect(windows.length, place).toBeGreaterThan(0);
      const until = Math.max(...windows.map((window) => window.until ?? 0));
      expect(at + validitySeconds * 1000, place).toBeLessThanOrEqual(until + invocationMs);
    }
};

/** Held, called off, closed, not approved, or within its hold: but for what an invocation had begun by then. */
const whatIsHeldStays = ({ world: { textMoments } }: Lived, left: readonly Left[]): void => {
  for (const { broadcast, posted, begunAt } of left) {
    const { id, approval, holdUntil } = broadcast;
    const before = textMoments.slice(0, begunAt);
    const place = `${posted.hash} in ${id} at ${new Date(posted.at).toISOString()}`;
    const moves = before.flatMap((moment) => (moment.what === 'moved' && moment.id === id ? [moment] : []));
    const stands = moves.findLast(({ at }) => at < posted.at - invocationMs)?.to ?? 'planning';
    const mayLeave = ['planning', 'sending'];
    const since = moves.filter(({ at }) => at >= posted.at - invocationMs).map(({ to }) => to);
    expect(
      [stands, ...since].some((status) => mayLeave.includes(status)),
      `${place}, after ${[stands, ...since].join(', ')}`,
    ).toBe(true);
    if (approval !== 'none')
      expect(
        before.some((moment) => moment.what === 'approved' && moment.id === id),
        `${place} is approved`,
      ).toBe(true);
    if (holdUntil !== null) expect(posted.at, place).toBeGreaterThanOrEqual(Date.parse(holdUntil));
  }
};

const whoLeftIsLeftAlone = ({ world: { textMoments } }: Lived): void => {
  const away = new Set<string>();
  for (const moment of textMoments) {
    if (moment.what === 'begun') expect(away, 'those whom no text may be begun for').not.toContain(moment.key.hash);
    if (moment.what !== 'standing') continue;
    if (moment.to === 'active') away.delete(moment.hash);
    else away.add(moment.hash);
  }
};

/** All texts of a run are of one month. */
const theBudgetHolds = ({ world: { newsroom } }: Lived, left: readonly Left[]): void => {
  const { perMonth, reservedForCorrections } = newsroom.texts.budget;
  const costs = left.filter(({ posted }) => posted.taken || posted.said.kind === 'unknown');
  for (const urgent of [true, false]) {
    const paid = costs.filter(({ broadcast }) => urgent || !isUrgent(broadcast));
    const segments = paid.reduce((sum, { row }) => sum + row.segments, 0);
    const cap = microsOf(perMonth) - (urgent ? 0 : microsOf(reservedForCorrections));
    expect(costOf(newsroom.texts, segments), 'what texts cost').toBeLessThanOrEqual(cap);
  }
};

const noDayIsFull = ({ world: { newsroom } }: Lived, left: readonly Left[]): void => {
  const counted = left.filter(
    ({ broadcast, posted, zones }) =>
      isCapped(broadcast) &&
      mayHaveTexted(posted) &&
      dayOf(zones, posted.at) === dayOf(zones, posted.at - invocationMs),
  );
  const dayOfText = ({ posted, zones }: Left): string => `${posted.hash} on ${dayOf(zones, posted.at)}`;
  for (const [name, texts] of Map.groupBy(counted, dayOfText))
    expect(texts.length, `texts to ${name}`).toBeLessThanOrEqual(newsroom.texts.dailyCap);
};

/** The question whether somebody wants texts comes once in 30 days, which is longer than a run. */
const nobodyIsAskedTwice = ({ world: { twilio } }: Lived): void => {
  for (const [to, requests] of Map.groupBy(twilio.asked.filter(mayHaveTexted), (one) => one.to))
    expect(requests.length, `questions that may have reached ${to}`).toBe(1);
};
