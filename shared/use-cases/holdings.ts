import type { PartnerId, RulingId } from '../domain/ids.ts';
import type { Acknowledgements } from '../ports/acknowledgements.ts';
import type { DeliveryOfEvent, DeliveryStore } from '../ports/delivery-store.ts';
import type { EndpointStore } from '../ports/endpoint-store.ts';

/** What a partner has of a ruling. */
export interface Holding {
  readonly partnerId: PartnerId;
  /** The first revision that arrived at any of the partner's endpoints, and the newest. */
  readonly firstRevision: number | null;
  readonly gotRevision: number | null;
  readonly acknowledgedRevision: number | null;
}

/** The same as it is shown, with the partner's name. */
export interface NamedHolding extends Omit<Holding, 'firstRevision'> {
  readonly name: string;
}

export interface HoldingsDeps {
  readonly deliveries: Pick<DeliveryStore, 'owed'>;
  readonly acknowledgements: Pick<Acknowledgements, 'of'>;
}

/** What the partners of these endpoints have of a ruling, each partner once, by their ids. */
export const holdings =
  ({ deliveries, acknowledgements }: HoldingsDeps) =>
  async (
    rulingId: RulingId,
    endpoints: readonly Pick<DeliveryOfEvent, 'endpointId' | 'partnerId'>[],
  ): Promise<Holding[]> => {
    const partnerOf = new Map(endpoints.map(({ endpointId, partnerId }) => [endpointId, partnerId]));
    const partnerIds = [...new Set(partnerOf.values())].sort();
    const [debts, acknowledged] = await Promise.all([
      deliveries.owed(rulingId, [...partnerOf.keys()]),
      acknowledgements.of(rulingId, partnerIds),
    ]);
    const debtsOf = Map.groupBy(debts, ({ endpointId }) => partnerOf.get(endpointId));
    const revisionOf = new Map(acknowledged.map(({ partnerId, revision }) => [partnerId, revision]));
    return partnerIds.map((partnerId) => {
      const theirs = (debtsOf.get(partnerId) ?? []).flatMap((debt) => (debt.kind === 'webhook' ? [debt] : []));
      return {
        partnerId,
        firstRevision: least(theirs.flatMap(({ firstDeliveredRevision = [] }) => firstDeliveredRevision)),
        gotRevision: greatest(theirs.flatMap(({ deliveredRevision }) => deliveredRevision ?? [])),
        acknowledgedRevision: revisionOf.get(partnerId) ?? null,
      };
    });
  };

const least = (revisions: readonly number[]): number | null => (revisions.length === 0 ? null : Math.min(...revisions));
const greatest = (revisions: readonly number[]): number | null =>
  revisions.length === 0 ? null : Math.max(...revisions);

/** Whether a partner got an earlier revision than this one, which corrects it. */
export const hadEarlier =
  (revision: number) =>
  ({ firstRevision }: Holding): boolean =>
    firstRevision !== null && firstRevision < revision;

/** Whether it does not say that it republished this revision, or a later one, which holds the correction too. */
export const isOutstanding =
  (revision: number) =>
  ({ acknowledgedRevision }: Holding): boolean =>
    (acknowledgedRevision ?? 0) < revision;

/** With the names of their partners. */
export const named =
  ({ endpoints }: { readonly endpoints: Pick<EndpointStore, 'partners'> }) =>
  async (held: readonly Holding[]): Promise<NamedHolding[]> => {
    const partners = await endpoints.partners(held.map(({ partnerId }) => partnerId));
    const nameOf = new Map(partners.map(({ id, name }) => [id, name]));
    return held.map(({ partnerId, gotRevision, acknowledgedRevision }) => ({
      ...{ partnerId, name: nameOf.get(partnerId) ?? '' },
      ...{ gotRevision, acknowledgedRevision },
    }));
  };
