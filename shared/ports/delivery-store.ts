import type { Delivery, Place, Subject } from '../domain/delivery.ts';
import type { DeliveryState } from '../domain/delivery-moves.ts';
import type { DeliveryId, EndpointId, EventId, PartnerId, RulingId } from '../domain/ids.ts';
import type { Owed, PlannedDelivery } from '../domain/planned-delivery.ts';
import type { Items } from './endpoint-store.ts';
import type { DueWork } from './timetable.ts';

/** A delivery as it was read, and as it is to be. */
export interface Change {
  readonly before: Delivery;
  readonly after: Delivery;
}

export interface Settlement extends Change {
  /** The sequence that the endpoint must be owed last of this subject for the change to hold; undefined where it makes no difference. */
  readonly lastOwed: number | undefined;
  /** The change holds only while the partner's endpoint is disabled: what it makes wait is then found by whoever enables it. */
  readonly ifDisabled?: boolean;
  /** The newer delivery of the subject, which stands in for one that failed. */
  readonly newer: Change | undefined;
  readonly wake: DueWork | undefined;
}

/** What the distribution of an event needs of each delivery to a partner. */
export interface DeliveryOfEvent {
  readonly endpointId: EndpointId;
  readonly partnerId: PartnerId;
  readonly rulingId: RulingId;
  readonly state: DeliveryState;
}

/**
 * What endpoints are owed. Every write is one transaction, and holds only while each delivery it touches is as it was read (`version`).
 * Reads are strongly consistent but for `find` and `ofEvent`, which go to indexes that follow within moments.
 */
export interface DeliveryStore {
  /**
   * Writes a delivery, a partner's endpoint's `lastOwedSequence`, the subject's debt, what is superseded, and the wake. False when
   * anything was not as it was read, or the endpoint is gone, or it is not disabled though the delivery waits, or the other way round.
   */
  plan(planned: PlannedDelivery, wake: DueWork | undefined): Promise<boolean>;
  /** `blocked`: its predecessor is not over. `lost`: the lease under `token` is. */
  begin(change: Change, token: string): Promise<'begun' | 'blocked' | 'changed' | 'lost'>;
  /**
   * False when anything was not as it was read. A delivery that arrives also says so in the subject's debt (`deliveredRevision`,
   * `deliveredEtag`, `deliveredSequence`), and after a failed attempt nobody knows which version of a feed is there.
   */
  settle(settlement: Settlement): Promise<boolean>;

  get(place: Place): Promise<Delivery | undefined>;
  /** Those that exist, in no order. */
  some(wanted: readonly Place[]): Promise<Delivery[]>;
  /** What these endpoints were last owed of a subject; those that were owed something, in no order. */
  owed(subject: Subject, endpointIds: readonly EndpointId[]): Promise<Owed[]>;
  /** Deliveries that somebody must look at, by the time they are due. */
  due(endpointId: EndpointId, limit: number): Promise<Delivery[]>;
  /** Deliveries that are pending or waiting. */
  open(endpointId: EndpointId): AsyncIterable<Delivery>;

  /** Deliveries of events or feeds, newest first; notices are in no list. */
  list(endpointId: EndpointId, limit: number, cursor: string | undefined): Promise<Items<Delivery>>;
  find(id: DeliveryId): Promise<Delivery | undefined>;
  ofEvent(eventId: EventId): Promise<DeliveryOfEvent[]>;
}
