import { type LedgerKey, type LedgerRow, mayHaveHeard, speaksOf } from '../domain/broadcast.ts';
import { type CohortShard, cohortShardOf, zoneKeyOfShard } from '../domain/cohort.ts';
import type { PhoneHash, Subscriber } from '../domain/subscriber.ts';
import { awaiting } from '../domain/text-ledger.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import type { TextLedger } from '../ports/text-ledger.ts';
import { sinceCalledOff } from './close-earlier.ts';
import { allZones } from './former-zones.ts';
import type { Frozen } from './freeze-broadcast.ts';
import { inParallel } from './in-parallel.ts';
import { wasWaiting } from './take-out-waiting.ts';

export interface ElsewhereDeps {
  readonly ledger: Pick<TextLedger, 'findMany'>;
  readonly subscribers: Pick<SubscriberStore, 'shards'>;
  /** The zones whose people may have rows in what is earlier. */
  readonly formerZones: () => Promise<readonly ZoneKey[]>;
}

/** How a plan came across people in a shard: they have a row there in something earlier, or they are there now and want such rulings. */
export type Met = 'by-row' | 'by-wish';

/** Keys looked up in one call, and calls at a time. */
const atOnce = 400;
const lanes = 4;

/**
 * Whether somebody whom a plan came across in a shard may stand in another one too. Where they are now counts before where they were: who is
 * met where they are, by a row, has a row nowhere else unless they moved since the broadcast was made.
 */
export const mayStandTwice =
  ({ broadcast, earlier, silent }: Omit<Frozen, 'fresh'>, shard: CohortShard, met: Met) =>
  ({ zones, updatedAt }: Subscriber): boolean => {
    if (updatedAt >= broadcast.createdAt) return true;
    if (met === 'by-row' && !silent) return zones !== zoneKeyOfShard(shard);
    return earlier.some(({ createdAt }) => updatedAt >= createdAt);
  };

/** Those of them who have a row of the broadcast in any shard, or get theirs in another one, by a row that they have there. */
export const findElsewhere =
  (deps: ElsewhereDeps) =>
  async (frozen: Omit<Frozen, 'fresh'>, people: readonly Subscriber[], met: Met): Promise<ReadonlySet<PhoneHash>> => {
    const { broadcast, earlier, silent } = frozen;
    const [everywhere, former] = [await allZones(deps), await deps.formerZones()];
    const keys = people.flatMap(({ hash, zones: own, updatedAt }): LedgerKey[] => {
      const moves = updatedAt >= broadcast.createdAt;
      const keyIn = (broadcastId: LedgerKey['broadcastId'], zone: ZoneKey): LedgerKey => ({
        ...{ broadcastId, cohort: cohortShardOf(zone, hash), hash },
      });
      const placedIn = moves || met === 'by-wish' ? everywhere : new Set([...former, own]);
      // who moves at this moment may be met nowhere, if each shard left them to another
      const metIn = met === 'by-wish' ? everywhere : moves || silent ? [] : [own];
      return [
        ...[...placedIn].map((zone) => keyIn(broadcast.id, zone)),
        ...metIn.flatMap((zone) =>
          earlier.filter((old) => old.kind !== 'digest' || old.zones === zone).map(({ id }) => keyIn(id, zone)),
        ),
      ];
    });
    const pieces = Array.from({ length: Math.ceil(keys.length / atOnce) }, (_, at) =>
      keys.slice(at * atOnce, (at + 1) * atOnce),
    );
    const rows = (await inParallel(lanes, pieces, (piece) => deps.ledger.findMany(piece))).flat();
    const isMet = meets(frozen);
    return new Set(rows.filter((row) => row.broadcastId === broadcast.id || isMet(row)).map(({ hash }) => hash));
  };

/** Whether a row of something earlier gives its person one in the broadcast, where it is. */
const meets = ({ broadcast, earlier }: Omit<Frozen, 'fresh'>): ((row: LedgerRow) => boolean) => {
  const stillTexted = new Set(broadcast.kind === 'retraction' ? [] : sinceCalledOff(earlier).map(({ id }) => id));
  return (row) =>
    speaksOf(row, broadcast.rulingId) &&
    (mayHaveHeard(row) || (stillTexted.has(row.broadcastId) && (wasWaiting(row) || awaiting.includes(row.state))));
};
