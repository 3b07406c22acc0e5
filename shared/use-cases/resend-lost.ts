import type { Actor } from '../domain/actor.ts';
import { type Broadcast, type DigestBroadcast, type LedgerRow, maySend } from '../domain/broadcast.ts';
import type { BroadcastId, RulingId } from '../domain/ids.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { Log } from '../ports/log.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { countShard } from './count-shard.ts';
import { overtakenSince } from './freeze-broadcast.ts';
import { inParallel } from './in-parallel.ts';
import { type QueueTextsDeps, queueTexts } from './queue-texts.ts';
import { takeOutOvertaken } from './take-out-overtaken.ts';
import { recheckOf } from './text-due-work.ts';

export interface ReopenDeps {
  readonly broadcasts: Pick<BroadcastStore, 'find' | 'setStatus'>;
  readonly rulings: Pick<RulingReader, 'head' | 'revision' | 'event'>;
}

export interface ResendDeps extends ReopenDeps, QueueTextsDeps {
  readonly broadcasts: Pick<
    BroadcastStore,
    'find' | 'setStatus' | 'tallies' | 'setTally' | 'addToTally' | 'markQueued'
  >;
  readonly ledger: Pick<TextLedger, 'pages' | 'find' | 'findMany' | 'move'>;
  readonly log: Log;
}

const lanes = 8;

/**
 * An editor wants those texted once more whose text is lost: it was in doubt for so long that nothing will be heard of it. They wait again,
 * as whoever was never texted. This is the one way back from a state in which a phone may have the text, and only from `lost`; so it is not
 * among the moves that a row makes by itself. Whoever does it twice, or dies in between, finds them waiting or texted, and lost no more.
 * What a later event took over is not sent again: those whose text is lost were told of that event. Of a digest, only those texts that
 * speak of such a ruling are not.
 */
export const resendLost =
  (deps: ResendDeps) =>
  async (id: BroadcastId, actor: Pick<Actor, 'id'>): Promise<void> => {
    const { broadcasts, ledger, clock, log } = deps;
    if ((await reopen(deps)(id))?.status !== 'sending') return log.warn('RESEND_REFUSED', { broadcastId: id });
    let again = 0;
    const before = await broadcasts.find(id);
    const overtaken = before?.kind === 'digest' ? await overtakenIn(deps, before) : new Set<RulingId>();
    await inParallel(lanes, await broadcasts.tallies(id), async ({ shard }) => {
      const { counts, pending } = await countShard(ledger, { id }, shard, async (page) => {
        const rows = await inParallel(lanes, page, (row) => waitAgain(deps, overtaken, row));
        again += rows.filter(({ state }, at) => state !== page[at]?.state).length;
        return rows;
      });
      await broadcasts.setTally(id, shard, counts);
      // an event that came after it was asked may have found them lost still
      if (before?.kind === 'digest') await takeOutOvertaken(deps)(before, shard);
      // a look-over that had counted them as lost may have taken the broadcast for done: then nobody is queued until it is open again
      const now = await reopen(deps)(id);
      if (now && maySend(now, clock.now())) await queueTexts(deps)(now, shard, pending);
    });
    log.info('TEXTS_RESENT', { broadcastId: id, people: again, actorId: actor.id });
  };

/**
 * Opens a broadcast that was done, with a look over it due; it is closed at once where a later event took over what it says, unless it is a
 * digest, which speaks of other rulings too. In this order: a correction that comes after the check finds an open broadcast, and closes it.
 */
export const reopen =
  ({ broadcasts, rulings, clock }: ReopenDeps & Pick<ResendDeps, 'clock'>) =>
  async (id: BroadcastId): Promise<Broadcast | undefined> => {
    const before = await broadcasts.find(id);
    if (!before || before.kind === 'reply') return before;
    const due = recheckOf(before, clock.now(), { somebodyWaits: true });
    if (before.status === 'done') await broadcasts.setStatus(id, 'done', 'sending', due ? { due } : {});
    if (before.kind !== 'digest' && (await overtakenSince({ rulings })(before.rulingId, before.revision)))
      await broadcasts.setStatus(id, 'sending', 'stopped', due ? { due } : {});
    return broadcasts.find(id);
  };

const overtakenIn = async ({ rulings }: ResendDeps, { items }: DigestBroadcast): Promise<ReadonlySet<RulingId>> => {
  const overtaken = new Set<RulingId>();
  for (const { rulingId, revision } of items)
    if (await overtakenSince({ rulings })(rulingId, revision)) overtaken.add(rulingId);
  return overtaken;
};

const waitAgain = async (
  { ledger, clock }: ResendDeps,
  overtaken: ReadonlySet<RulingId>,
  row: LedgerRow,
): Promise<LedgerRow> => {
  if (row.state !== 'lost' || row.rulings.some(({ rulingId }) => overtaken.has(rulingId))) return row;
  const at = new Date(clock.now()).toISOString();
  const waits = await ledger.move(row, 'lost', 'pending', at, { sid: null, code: null, looks: 0, mayHave: true });
  // a callback may have found it meanwhile
  return waits ? { ...row, state: 'pending', mayHave: true } : ((await ledger.find(row)) ?? row);
};
