import { isClosed, type LedgerRow, maySend } from '../domain/broadcast.ts';
import { zoneKeyOfShard } from '../domain/cohort.ts';
import type { WindowAt } from '../domain/quiet-hours.ts';
import type { Subscriber } from '../domain/subscriber.ts';
import { noCounts, plus } from '../domain/text-counts.ts';
import { awaiting } from '../domain/text-ledger.ts';
import type { TextBatch } from '../domain/text-messages.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Log } from '../ports/log.ts';
import type { LedgerPatch } from '../ports/text-ledger.ts';
import type { DueWork } from '../ports/timetable.ts';
import { advanceText } from './advance-text.ts';
import { type SendTextDeps, type SendTextOutcome, sendText } from './send-text.ts';
import { openingOf } from './text-due-work.ts';

export interface SendTextsDeps extends SendTextDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'addToTally'>;
  readonly windowAt: WindowAt;
  readonly log: Log;
}

/**
 * Texts a batch, one person after the other. Before each, the broadcast's status and the window are looked at anew, so that a pause, a
 * correction or the evening stops it in the middle. Rows that are not waiting are left alone: a message that comes again finds them.
 * Where something fails for one person, the others get their texts before the message is handed back.
 */
export const sendTexts =
  (deps: SendTextsDeps) =>
  async (batch: TextBatch): Promise<void> => {
    const { broadcasts, ledger, subscribers, log } = deps;
    const { broadcastId, cohort, hashes } = batch;
    const rows = await ledger.findMany(hashes.map((hash) => ({ broadcastId, cohort, hash })));
    const waiting = rows.filter(({ state }) => awaiting.includes(state));
    if (waiting.length === 0) return;
    const profiles = await subscribers.findMany(waiting.map(({ hash }) => hash));

    let change = noCounts();
    const failures: unknown[] = [];
    for (const [at, row] of waiting.entries()) {
      const rest = waiting.slice(at).map((one) => one.hash);
      const profile = profiles.find(({ hash }) => hash === row.hash);
      try {
        const outcome = await textOne(deps, row, profile, { ...batch, hashes: rest });
        change = plus(change, outcome.change);
        if (outcome.kind === 'settled') continue;
        log.warn('TEXTS_PUT_OFF', { broadcastId, reason: outcome.reason, people: rest.length, tries: batch.attempt });
        break;
      } catch (error) {
        failures.push(error);
      }
    }
    await broadcasts.addToTally(broadcastId, cohort, change);
    log.info('TEXTS_SENT', { broadcastId, ...change.states });
    if (failures.length > 0) throw failures[0];
  };

/** Texts a person, unless the broadcast is closed or held, or their window is shut. */
const textOne = async (
  deps: SendTextsDeps,
  row: LedgerRow,
  profile: Subscriber | undefined,
  rest: TextBatch,
): Promise<SendTextOutcome> => {
  const { broadcasts, ledger, windowAt, clock } = deps;
  const broadcast = await broadcasts.find(row.broadcastId);
  if (!broadcast) throw new Error(`there is no broadcast ${row.broadcastId}`);
  const now = clock.now();
  const keep = async (...[to, patch, due]: Keep): Promise<SendTextOutcome> => {
    const moved = await advanceText(ledger)(row, row, to, new Date(now).toISOString(), patch, due);
    return { kind: 'settled', change: moved?.change ?? noCounts() };
  };
  if (isClosed(broadcast.status)) return keep('skipped', { reason: 'superseded' });
  if (!maySend(broadcast.status)) return { kind: 'settled', change: noCounts() };
  const window = windowAt(zoneKeyOfShard(row.cohort), now);
  if (window.open) return sendText(deps)(broadcast, row, profile, window.until, rest);
  if (window.until === null) return keep('skipped', { reason: 'no-window' });
  return keep('deferred', {}, openingOf(row.broadcastId, row.cohort, window.until));
};

type Keep = [to: 'skipped' | 'deferred', patch: LedgerPatch, due?: DueWork];
