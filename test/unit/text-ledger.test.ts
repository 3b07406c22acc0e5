import { describe, expect, it } from 'vitest';
import {
  broadcastStatuses,
  type EventBroadcast,
  isClosed,
  kindOfEvent,
  maySend,
  variantFrom,
} from '../../shared/domain/broadcast.ts';
import { isApprovalOwed, isBeingPlanned, owesCorrection } from '../../shared/domain/broadcast-plan.ts';
import { audienceOf, changeOf, countOf, noCounts, plus } from '../../shared/domain/text-counts.ts';
import {
  awaiting,
  charged,
  mayFollow,
  reached,
  refusesUs,
  stateOfTwilio,
  type TextState,
  textStates,
  unfinished,
} from '../../shared/domain/text-ledger.ts';
import { broadcast, ledgerRow, noon } from '../samples/texting.ts';

/** Where a row may go from each state, and why. */
const goesTo: Readonly<Record<TextState, readonly TextState[]>> = {
  // handed over; their window shut meanwhile; taken out by a later event, or they left
  pending: ['posting', 'deferred', 'skipped'],
  deferred: ['posting', 'skipped'],
  // 201, or a callback that was faster; 4xx; 5xx, timeout or reset; 429 or no connection, so that it provably never left
  posting: ['accepted', 'delivered', 'undelivered', 'refused', 'unknown', 'pending'],
  // only what Twilio says later
  accepted: ['delivered', 'undelivered'],
  // a carrier's "undelivered" may be overruled by the phone's receipt
  undelivered: ['delivered'],
  // callbacks heal doubt; validity and twelve hours later it is given up; never is it posted again
  unknown: ['accepted', 'delivered', 'undelivered', 'refused', 'lost'],
  lost: ['accepted', 'delivered', 'undelivered', 'refused'],
  delivered: [],
  refused: [],
  skipped: [],
};
const pairs = textStates.flatMap((from) => textStates.map((to) => [from, to] as const));

describe('a row of the ledger', () => {
  it.each(pairs)('%s → %s goes as the design says', (from, to) => {
    expect(mayFollow(from, to)).toBe(goesTo[from].includes(to));
  });

  it('that is in doubt, or at its end, can by no way come to be posted again', () => {
    const ever = (from: TextState, seen = new Set<TextState>()): Set<TextState> => {
      for (const to of textStates)
        if (mayFollow(from, to) && !seen.has(to)) {
          seen.add(to);
          ever(to, seen);
        }
      return seen;
    };
    for (const state of textStates.filter((one) => !['pending', 'deferred', 'posting'].includes(one)))
      for (const again of ['pending', 'deferred', 'posting'] as const) expect(ever(state), state).not.toContain(again);
  });

  it('ends alike in whatever order Twilio’s answer and callbacks come', () => {
    const orders = <Item>(items: readonly Item[]): Item[][] =>
      items.length === 0
        ? [[]]
        : items.flatMap((item, at) => orders(items.toSpliced(at, 1)).map((rest) => [item, ...rest]));
    const ends = (heard: readonly TextState[]) =>
      new Set(
        orders(heard).map((order) => order.reduce<TextState>((at, to) => (mayFollow(at, to) ? to : at), 'posting')),
      );
    expect(ends(['accepted', 'accepted', 'delivered'])).toEqual(new Set(['delivered']));
    expect(ends(['accepted', 'undelivered', 'accepted'])).toEqual(new Set(['undelivered']));
    expect(ends(['accepted', 'undelivered', 'delivered'])).toEqual(new Set(['delivered']));
  });
});

describe('kinds of states', () => {
  it('a correction reaches those who got the text or may have got it', () => {
    expect(new Set(reached)).toEqual(new Set(['posting', 'accepted', 'delivered', 'undelivered', 'unknown', 'lost']));
  });

  it('who waits, what is not done, and what costs', () => {
    expect(new Set(awaiting)).toEqual(new Set(['pending', 'deferred']));
    expect(new Set(unfinished)).toEqual(new Set(['pending', 'deferred', 'posting']));
    expect(new Set(charged)).toEqual(new Set(['accepted', 'delivered', 'undelivered']));
  });
});

describe('what Twilio says', () => {
  it.each([
    ['accepted', 'accepted'],
    ['scheduled', 'accepted'],
    ['queued', 'accepted'],
    ['sending', 'accepted'],
    ['sent', 'accepted'],
    ['delivered', 'delivered'],
    ['read', 'delivered'],
    ['undelivered', 'undelivered'],
    ['failed', 'undelivered'],
    ['canceled', 'undelivered'],
    ['receiving', undefined],
    ['received', undefined],
    ['partially_delivered', undefined],
    ['Delivered', undefined],
    ['constructor', undefined],
    ['', undefined],
  ])('"%s" is %s', (status, state) => {
    expect(stateOfTwilio(status)).toBe(state);
  });

  it('only 401, 403 and 404 are about our account', () => {
    const about = [400, 401, 402, 403, 404, 405, 409, 410, 413, 422, 429, 451, 500].filter(refusesUs);
    expect(about).toEqual([401, 403, 404]);
  });
});

describe('counts', () => {
  it('move with a row from state to state, and the audience stays', () => {
    for (const [from, to] of pairs) {
      const [before, after] = [ledgerRow({ state: from }), ledgerRow({ state: to })];
      const moved = plus(countOf(before), changeOf(before, after));
      expect(moved).toEqual(countOf(after));
      expect(audienceOf(moved)).toBe(1);
      expect(moved.segments).toBe(['accepted', 'delivered', 'undelivered'].includes(to) ? 2 : 0);
    }
    expect(audienceOf(noCounts())).toBe(0);
  });
});

describe('a broadcast', () => {
  const now = Date.parse(noon);
  const held = { holdUntil: noon } as const;
  const actor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Ann Poe' } as const;

  it('sends while it is planned and sent, and not once somebody held or closed it', () => {
    expect(broadcastStatuses.filter((status) => maySend(broadcast({ status }), now))).toEqual(['planning', 'sending']);
    expect(broadcastStatuses.filter(isClosed)).toEqual(['cancelled', 'stopped']);
  });

  it('sends nothing before its hold is over, nor before somebody approved it who must', () => {
    expect([now - 1, now].map((at) => maySend(broadcast(held), at))).toEqual([false, true]);
    expect(maySend(broadcast({ approval: 'second-person' }), now)).toBe(false);
    expect(isApprovalOwed(broadcast({ approval: 'second-person' }))).toBe(true);
    expect(maySend(broadcast({ approval: 'second-person', approvedBy: actor }), now)).toBe(true);
    expect(isApprovalOwed(broadcast({ approval: 'second-person', approvedBy: actor }))).toBe(false);
    expect(isApprovalOwed(broadcast())).toBe(false);
  });

  it('is being planned until everybody has a row, also while it is held, and no more once it is closed or over', () => {
    expect(broadcastStatuses.filter((status) => isBeingPlanned({ status, plannedAt: null }))).toEqual([
      'planning',
      'awaiting-approval',
      'sending',
      'paused',
    ]);
    expect(broadcastStatuses.filter((status) => isBeingPlanned({ status, plannedAt: noon }))).toEqual([]);
  });

  it('leaves a correction owed to what comes after it, where it was stopped, whatever updates were stopped at birth since', () => {
    const owes = (...earlier: Partial<EventBroadcast>[]): boolean =>
      owesCorrection(earlier.map((each) => broadcast(each)));
    const atBirth = { kind: 'update', status: 'stopped', variants: {} } as const;
    expect(owes({ kind: 'correction', status: 'stopped' })).toBe(true);
    expect(owes(atBirth, atBirth, { kind: 'correction', status: 'stopped' })).toBe(true);
    expect(owes({ kind: 'correction', status: 'done' }, { kind: 'correction', status: 'stopped' })).toBe(false);
    expect(owes({ kind: 'correction', status: 'cancelled' })).toBe(false);
    expect(owes({ kind: 'update', status: 'stopped' }, { kind: 'correction', status: 'stopped' })).toBe(false);
    expect(owes({ ...atBirth, status: 'done' }, { kind: 'correction', status: 'stopped' })).toBe(false);
    expect(owes(atBirth)).toBe(false);
    expect(owes()).toBe(false);
  });

  it('sends nothing any more once an event made its words wrong, whoever lets it go on', () => {
    const overtaken = { by: 2, at: noon };
    for (const status of broadcastStatuses)
      expect(maySend(broadcast({ status, overtaken }), Date.parse(noon)), status).toBe(false);
  });

  it('is of each event, and names what a person heard by its revision', () => {
    expect(kindOfEvent).toEqual({
      'ruling.published': 'first',
      'ruling.corrected': 'correction',
      'ruling.retracted': 'retraction',
      'ruling.updated': 'update',
    });
    expect(variantFrom({ revision: 3 })).toBe('from#3');
  });
});
