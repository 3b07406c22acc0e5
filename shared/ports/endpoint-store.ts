import type { Endpoint, Partner, StoredEndpointChanges } from '../domain/endpoint.ts';
import type { AnyEndpoint } from '../domain/follower.ts';
import type { EndpointId, PartnerId } from '../domain/ids.ts';

export interface Items<Item> {
  readonly items: Item[];
  readonly nextCursor: string | null;
}

/** Partners and their endpoints; no list has a follower. Reads are strongly consistent; lists go by id, and so by age. */
export interface EndpointStore {
  addPartner(partner: Partner): Promise<void>;
  /** Those that exist, in no order. */
  partners(ids: readonly PartnerId[]): Promise<Partner[]>;
  listPartners(limit: number, cursor: string | undefined): Promise<Items<Partner>>;

  /** False when there is no such partner. */
  add(endpoint: Endpoint): Promise<boolean>;
  /** Of either kind: followers have ids of the same sort. */
  get(id: EndpointId): Promise<AnyEndpoint | undefined>;
  list(partnerId: PartnerId, limit: number, cursor: string | undefined): Promise<Items<Endpoint>>;
  /** Every endpoint of every partner, a page of at most `size` at a time. */
  all(size: number): AsyncIterable<Endpoint[]>;
  /** Replaces the named fields of a partner's endpoint; undefined when there is no such endpoint. */
  change(id: EndpointId, changes: StoredEndpointChanges): Promise<Endpoint | undefined>;
  /** Whether the secrets were replaced: they are not where they are no longer as `before`, or the endpoint is gone. */
  replaceSecrets(id: EndpointId, before: Endpoint['secrets'], after: Endpoint['secrets']): Promise<boolean>;
  /**
   * Takes a partner's endpoint out of service at `at` (ISO 8601): whether that was done. It is not where it is gone, disabled already, or
   * no longer as it was read.
   */
  disable(
    id: EndpointId,
    reason: string,
    at: string,
    asRead?: Partial<Pick<Endpoint, 'failingSince' | 'resumedAt'>>,
  ): Promise<boolean>;
  /** Remembers that its contact knows that it was disabled at `disabledAt`. */
  setTold(id: EndpointId, disabledAt: string, at: string): Promise<void>;
  /** Since when every attempt has failed; null when one succeeded. */
  setFailing(id: EndpointId, since: string | null): Promise<void>;
  /** A partner's endpoint that failed since then, without being disabled, answers again at `at`; nothing happens where that is not so. */
  setRecovered(id: EndpointId, at: string, failingSince: string): Promise<void>;
}
