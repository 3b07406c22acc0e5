import type { RulingEvent } from '../domain/event.ts';
import type { DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';
import { type HoldingsDeps, hadEarlier, holdings, isOutstanding, type NamedHolding, named } from './holdings.ts';
import { inParallel } from './in-parallel.ts';

/** How far a correction has come among the partners that had got an earlier revision; who got none is not counted. */
export interface CorrectionReach {
  readonly revision: number;
  readonly partners: number;
  readonly acknowledged: number;
  readonly outstanding: readonly NamedHolding[];
}

export interface ReachDeps extends HoldingsDeps {
  readonly deliveries: Pick<DeliveryStore, 'owed' | 'ofEvent'>;
  readonly endpoints: Pick<EndpointStore, 'partners'>;
}

const eventsAtOnce = 4;

/**
 * The reach of a ruling's last correction or retraction; null where there is none. Partners are found by what they were owed of these
 * events, of which the older ones stand in until the newest is planned, seconds later.
 */
export const correctionReach =
  (deps: ReachDeps) =>
  async (newestFirst: readonly RulingEvent[]): Promise<CorrectionReach | null> => {
    const last = newestFirst.find(({ type }) => type === 'ruling.corrected' || type === 'ruling.retracted');
    if (last === undefined) return null;
    const { rulingId, revision } = last;
    const owed = await inParallel(eventsAtOnce, newestFirst, ({ id }) => deps.deliveries.ofEvent(id));
    const had = (await holdings(deps)(rulingId, owed.flat())).filter(hadEarlier(revision));
    const outstanding = had.filter(isOutstanding(revision));
    return {
      revision,
      partners: had.length,
      acknowledged: had.length - outstanding.length,
      outstanding: await named(deps)(outstanding),
    };
  };
