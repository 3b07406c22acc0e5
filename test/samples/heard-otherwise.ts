import type { DigestBroadcast, LedgerRow, ReplyBroadcast } from '../../shared/domain/broadcast.ts';
import { cohortShardOf } from '../../shared/domain/cohort.ts';
import type { RulingId } from '../../shared/domain/ids.ts';
import { noCounts } from '../../shared/domain/text-counts.ts';
import type { TextState } from '../../shared/domain/text-ledger.ts';
import type { BroadcastStore } from '../../shared/ports/broadcast-store.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { TextLedger } from '../../shared/ports/text-ledger.ts';
import { hash, ledgerRow, noon } from './texting.ts';

interface Desk {
  readonly broadcasts: Pick<BroadcastStore, 'freeze' | 'markPlanned'>;
  readonly ledger: Pick<TextLedger, 'addAll'>;
  readonly clock: Pick<Clock, 'now'>;
}
const common: Pick<
  DigestBroadcast,
  'actor' | 'plannedAt' | 'holdUntil' | 'approval' | 'approvedBy' | 'pausedBecause' | 'ownErrors'
> = {
  actor: { kind: 'platform', id: 'platform', name: 'Rulingwire' },
  ...{ plannedAt: noon, holdUntil: null, approval: 'none', approvedBy: null, pausedBecause: null, ownErrors: 0 },
};

/** A digest of New York's people that speaks of these revisions; each ruling was rated False in it. */
export const frozenDigest = async (
  desk: Desk,
  rulings: readonly { readonly rulingId: RulingId; readonly revision: number }[],
  differs: Partial<DigestBroadcast> = {},
): Promise<DigestBroadcast> => {
  const made: DigestBroadcast = {
    ...common,
    ...{ id: 'brd_01JD4Z0000000000000000D001', kind: 'digest', status: 'sending', frequency: 'daily' },
    zones: 'America/New_York',
    createdAt: new Date(desk.clock.now()).toISOString(),
    items: rulings.map((ruling, at) => ({
      ...{ ...ruling, rating: 'false', scale: 'truth-o-meter', headline: `No, not number ${at + 1}` },
      ...{ link: `https://wire.newsroom.example/s/${at}`, forAll: false },
      audience: { topics: [], editions: [], language: 'en' },
    })),
    ...differs,
  };
  await desk.broadcasts.freeze(made, undefined);
  return made;
};

/** An answer that spoke of a revision, in which the ruling was rated False. */
export const frozenReply = async (desk: Desk, rulingId: RulingId, revision: number): Promise<ReplyBroadcast> => {
  const made: ReplyBroadcast = {
    ...common,
    ...{ id: 'brd_01JD4Z0000000000000000R001', kind: 'reply', status: 'done', rulingId, revision, rating: 'false' },
    createdAt: new Date(desk.clock.now()).toISOString(),
    text: { body: 'False.', segments: 1, encoding: 'GSM-7' },
  };
  await desk.broadcasts.freeze(made, undefined);
  return made;
};

/** Gives somebody a row in it, of some of a digest's items. */
export const rowIn = async (
  desk: Desk,
  broadcast: DigestBroadcast | ReplyBroadcast,
  last: number,
  state: TextState,
  places: readonly number[] = [0],
): Promise<LedgerRow> => {
  const digest = broadcast.kind === 'digest' ? broadcast : undefined;
  const cohort = cohortShardOf(digest?.zones ?? 'America/New_York', hash(last));
  const row = ledgerRow({
    ...{ broadcastId: broadcast.id, cohort, hash: hash(last), state },
    via: broadcast.kind,
    variant: digest ? `items#${places.join(',')}` : 'reply',
    rulings: broadcast.kind === 'digest' ? places.flatMap((place) => broadcast.items[place] ?? []) : [broadcast],
    at: new Date(desk.clock.now()).toISOString(),
  });
  await desk.ledger.addAll([row]);
  await desk.broadcasts.markPlanned(broadcast.id, cohort, noCounts(), undefined);
  return row;
};
