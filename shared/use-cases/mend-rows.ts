import { type Broadcast, isClosed, type LedgerRow } from '../domain/broadcast.ts';
import { awaiting, stalePostingMs } from '../domain/text-ledger.ts';
import { advanceText } from './advance-text.ts';
import { inParallel } from './in-parallel.ts';
import { type ResolveDeps, resolveUnknown } from './resolve-unknown.ts';
import { reasonOf } from './take-out-waiting.ts';

export type MendDeps = ResolveDeps;

const lanes = 8;

/**
 * Moves rows that nobody else will: those left behind while posting, those that wait in a broadcast that is closed, and those in doubt
 * that Twilio knows of, which it is asked until `until` (ms since 1970). Answers the rows as they are then.
 */
export const mendRows =
  (deps: MendDeps) =>
  async (broadcast: Broadcast, page: readonly LedgerRow[], until: number): Promise<readonly LedgerRow[]> => {
    const { ledger, clock } = deps;
    const now = clock.now();
    const at = new Date(now).toISOString();
    const closed = isClosed(broadcast.status);
    const rows = await inParallel(lanes, page, async (row): Promise<LedgerRow> => {
      if (row.state === 'posting' && now - Date.parse(row.at) > stalePostingMs) {
        // in doubt since it was about to leave: Twilio has it, if it has it, from then
        const moved = await ledger.move(row, 'posting', 'unknown', row.at);
        return moved ? { ...row, state: 'unknown' } : ((await ledger.find(row)) ?? row);
      }
      if (!closed || !awaiting.includes(row.state)) return row;
      const moved = await advanceText(ledger)(row, row, 'skipped', at, { reason: reasonOf(broadcast) });
      return moved?.row ?? row;
    });
    return resolveUnknown(deps)(broadcast, rows, until);
  };
