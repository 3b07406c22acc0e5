import type { LedgerKey, LedgerRow } from '../domain/broadcast.ts';
import { changeOf, type TextCounts } from '../domain/text-counts.ts';
import { mayFollow, type TextState } from '../domain/text-ledger.ts';
import type { LedgerPatch, TextLedger } from '../ports/text-ledger.ts';
import type { DueWork } from '../ports/timetable.ts';

/** A row races with at most an answer, a few callbacks and a look-over; more losses than this are a fault. */
const maxTries = 10;

/** The row where it ended, and what that changes in the tally; no change where the row was further already. */
export interface Advanced {
  readonly row: LedgerRow;
  readonly change: TextCounts | undefined;
}

/**
 * Moves a row forward to `to`, if that follows from wherever it has come to meanwhile. Twilio's answer and callbacks may thus come in any
 * order and more than once. Undefined when there is no such row.
 */
export const advanceText =
  (ledger: Pick<TextLedger, 'find' | 'move'>) =>
  async (
    key: LedgerKey,
    seen: LedgerRow | undefined,
    to: TextState,
    at: string,
    patch?: LedgerPatch,
    due?: DueWork,
  ): Promise<Advanced | undefined> => {
    let row = seen ?? (await ledger.find(key));
    for (let tries = 0; tries < maxTries; tries++) {
      if (row === undefined) return undefined;
      if (!mayFollow(row.state, to)) return { row, change: undefined };
      if (await ledger.move(key, row.state, to, at, patch, due)) {
        const after: LedgerRow = { ...row, ...patch, state: to, at };
        return { row: after, change: changeOf(row, after) };
      }
      row = await ledger.find(key);
    }
    throw new Error('a row of the ledger did not come to rest');
  };
