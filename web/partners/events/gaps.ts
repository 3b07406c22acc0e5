import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';

/** Deliveries that stand beside each other in what an endpoint was owed, and have come equally far. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly count: number;
  readonly why: 'on its way' | 'tried again' | 'waits' | 'superseded';
  /** What comes instead of one that was superseded, where that is known. */
  readonly by: number | null;
}

const whyMissing = ({ state, attempts }: DeliveryView): Gap['why'] => {
  if (state === 'waiting') return 'waits';
  if (state === 'superseded') return 'superseded';
  return attempts.length > 0 ? 'tried again' : 'on its way';
};

/** What of these deliveries (newest first) has not arrived, in stretches. */
export const gapsIn = (deliveries: readonly DeliveryView[]): Gap[] => {
  const gaps: Gap[] = [];
  const newest = new Map<string | null, number>();
  let beside: Gap | undefined;
  for (const delivery of deliveries) {
    const { sequence, rulingId, state } = delivery;
    if (sequence === null) continue;
    const by = state === 'superseded' ? (newest.get(rulingId) ?? null) : null;
    if (!newest.has(rulingId)) newest.set(rulingId, sequence);
    if (state === 'delivered') {
      beside = undefined;
      continue;
    }
    const why = whyMissing(delivery);
    const more = beside?.why === why && beside.by === by ? beside : undefined;
    if (more) gaps.pop();
    beside = { from: sequence, to: more?.to ?? sequence, count: (more?.count ?? 0) + 1, why, by };
    gaps.push(beside);
  }
  return gaps;
};
