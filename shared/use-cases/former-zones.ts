import type { Broadcast } from '../domain/broadcast.ts';
import { isStoppedAtBirth } from '../domain/broadcast-plan.ts';
import { zoneKeyOfShard } from '../domain/cohort.ts';
import type { ZoneKey } from '../domain/time-zone.ts';
import type { BroadcastStore } from '../ports/broadcast-store.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { isOfEvent } from './close-earlier.ts';

export interface FormerZonesDeps {
  readonly broadcasts: Pick<BroadcastStore, 'tallies'>;
  readonly subscribers: Pick<SubscriberStore, 'shards'>;
}

/** Every zone that anybody was ever in. */
export const allZones = async ({ subscribers }: Pick<FormerZonesDeps, 'subscribers'>): Promise<readonly ZoneKey[]> => [
  ...new Set((await subscribers.shards()).map(zoneKeyOfShard)),
];

/** The zones whose people may have rows in some of these: those marked, and all of them where a plan was stopped on its way. */
export const formerZones =
  (deps: FormerZonesDeps) =>
  async (earlier: readonly Broadcast[]): Promise<readonly ZoneKey[]> => {
    if (earlier.some((old) => isOfEvent(old) && old.plannedAt === null && !isStoppedAtBirth(old)))
      return allZones(deps);
    const zones = new Set<ZoneKey>();
    for (const old of earlier)
      if (old.kind === 'digest') zones.add(old.zones);
      else for (const { shard } of await deps.broadcasts.tallies(old.id)) zones.add(zoneKeyOfShard(shard));
    return [...zones];
  };
