import { expect } from 'vitest';
import type { Broadcast, LedgerRow } from '../../shared/domain/broadcast.ts';
import type { CohortShard } from '../../shared/domain/cohort.ts';
import { countOf, noCounts, plus } from '../../shared/domain/text-counts.ts';
import { charged, unfinished } from '../../shared/domain/text-ledger.ts';
import type { Lived } from './run.ts';
import { textsStayWithinLimits } from './text-limits.ts';
import { mayHaveTexted, type Posted } from './twilio.ts';

/** What the texts channel promises of every phone. */
export const textsKeepTheirPromises = async (lived: Lived): Promise<void> => {
  const { broadcasts, ledger, twilio } = lived.world;
  const all = broadcasts.all();
  const rows = ledger.all();
  nobodyIsTextedTwice(twilio.posted);
  theLedgerSaysWhatTwilioSaid(lived, rows);
  nobodyIsStuck(all, rows);
  await talliesAreTheLedger(lived, rows);
  textsStayWithinLimits(lived);
};

const nobodyIsTextedTwice = (posted: readonly Posted[]): void => {
  for (const [name, requests] of Map.groupBy(posted, ({ broadcastId, hash }) => `${hash} in ${broadcastId}`)) {
    const last = requests.findIndex(mayHaveTexted);
    if (last !== -1) expect(requests.length - 1, `requests after the one that may have texted ${name}`).toBe(last);
  }
};

/** A row says what Twilio told last of it, in whatever order that came; and nothing that Twilio did not say. */
const theLedgerSaysWhatTwilioSaid = ({ world: { twilio } }: Lived, rows: readonly LedgerRow[]): void => {
  // an answer to what somebody sent us leaves in Twilio's own request
  for (const { broadcastId, hash, state } of rows.filter(({ via }) => via !== 'reply')) {
    const isOf = (one: Pick<Posted, 'broadcastId' | 'hash'>): boolean =>
      one.broadcastId === broadcastId && one.hash === hash;
    const told = twilio.told.filter(isOf).map(({ status }) => status);
    const posted = twilio.posted.filter(isOf);
    const place = `${hash} in ${broadcastId}, of whom Twilio told ${told.join(', ') || 'nothing'}`;
    const end = told.find((status) => status === 'delivered' || status === 'undelivered');
    if (end !== undefined) expect(state, place).toBe(end);
    else if (told.length > 0) expect(charged, place).toContain(state);
    if (charged.includes(state))
      expect(
        posted.some(({ taken }) => taken),
        place,
      ).toBe(true);
    if (state === 'refused') expect(posted.at(-1)?.said.kind, place).toBe('refused');
  }
};

const nobodyIsStuck = (broadcasts: readonly Broadcast[], rows: readonly LedgerRow[]): void => {
  for (const { hash, broadcastId, state } of rows) expect(unfinished, `${hash} in ${broadcastId}`).not.toContain(state);
  for (const { id, status } of broadcasts)
    expect(['done', 'stopped', 'cancelled'], `the status of ${id}`).toContain(status);
  const places = rows.map(({ broadcastId, hash }) => `${broadcastId} ${hash}`);
  expect(new Set(places).size, 'rows by broadcast and person').toBe(rows.length);
};

const talliesAreTheLedger = async ({ world }: Lived, rows: readonly LedgerRow[]): Promise<void> => {
  // answers are not looked over: whose process died before it was counted is counted when they ask again
  for (const { id } of world.broadcasts.all().filter(({ kind }) => kind !== 'reply')) {
    const counted = new Map<CohortShard, ReturnType<typeof noCounts>>();
    for (const row of rows.filter(({ broadcastId }) => broadcastId === id))
      counted.set(row.cohort, plus(counted.get(row.cohort) ?? noCounts(), countOf(row)));
    for (const { shard, counts } of await world.broadcasts.tallies(id))
      expect(counts, `the tally of ${shard} in ${id}`).toEqual(counted.get(shard) ?? noCounts());
  }
};
