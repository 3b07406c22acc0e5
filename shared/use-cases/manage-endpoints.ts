import {
  type Endpoint,
  type EndpointChanges,
  type EndpointDraft,
  type EndpointView,
  type Partner,
  toEndpointView,
} from '../domain/endpoint.ts';
import { type EndpointId, makeId, type PartnerId } from '../domain/ids.ts';
import { makeSecret } from '../domain/webhook-signature.ts';
import type { Clock } from '../ports/clock.ts';
import type { EndpointStore, Items } from '../ports/endpoint-store.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import type { Vault } from '../ports/vault.ts';
import { sealHeaders } from './endpoint-headers.ts';

export interface EndpointDeps {
  readonly endpoints: EndpointStore;
  readonly rulings: Pick<RulingReader, 'lastSequence'>;
  readonly vault: Pick<Vault, 'seal'>;
  readonly clock: Clock;
  readonly random: Randomness;
}

export const addPartner =
  ({ endpoints, clock, random }: Pick<EndpointDeps, 'endpoints' | 'clock' | 'random'>) =>
  async (name: string): Promise<Partner> => {
    const now = clock.now();
    const partner = { id: makeId('partner', now, random), name, createdAt: new Date(now).toISOString() };
    await endpoints.addPartner(partner);
    return partner;
  };

/**
 * A new endpoint is owed every event that is committed from now on. Its secret is in this answer alone; undefined when there is no such
 * partner.
 */
export const addEndpoint =
  ({ endpoints, rulings, vault, clock, random }: EndpointDeps) =>
  async (partnerId: PartnerId, draft: EndpointDraft): Promise<(EndpointView & { secret: string }) | undefined> => {
    const now = clock.now();
    const id = makeId('endpoint', now, random);
    const secret = makeSecret(random);
    const { headers, ...asked } = draft;
    const endpoint: Endpoint = {
      kind: 'webhook',
      id,
      partnerId,
      ...asked,
      headers: await sealHeaders(vault, id, headers),
      secrets: [{ sealed: await vault.seal(secret, id), expiresAt: null }],
      disabledReason: null,
      disabledAt: null,
      toldAt: null,
      resumedAt: null,
      recoveredAt: null,
      failingSince: null,
      createdAt: new Date(now).toISOString(),
      createdAfterSequence: await rulings.lastSequence(),
      lastOwedSequence: null,
    };
    return (await endpoints.add(endpoint)) ? { ...toEndpointView(endpoint), secret } : undefined;
  };

/** A partner's endpoint; undefined when it is not theirs, or there is none. */
export const partnersEndpoint =
  ({ endpoints }: { readonly endpoints: Pick<EndpointStore, 'get'> }) =>
  async (partnerId: PartnerId, id: EndpointId): Promise<Endpoint | undefined> => {
    const endpoint = await endpoints.get(id);
    return endpoint?.kind === 'webhook' && endpoint.partnerId === partnerId ? endpoint : undefined;
  };

export const showEndpoint =
  (deps: Pick<EndpointDeps, 'endpoints'>) =>
  async (partnerId: PartnerId, id: EndpointId): Promise<EndpointView | undefined> => {
    const endpoint = await partnersEndpoint(deps)(partnerId, id);
    return endpoint && toEndpointView(endpoint);
  };

export const listEndpoints =
  ({ endpoints }: Pick<EndpointDeps, 'endpoints'>) =>
  async (partnerId: PartnerId, limit: number, cursor: string | undefined): Promise<Items<EndpointView>> => {
    const { items, nextCursor } = await endpoints.list(partnerId, limit, cursor);
    return { items: items.map(toEndpointView), nextCursor };
  };

/** Replaces the named fields. */
export const changeEndpoint =
  (deps: Pick<EndpointDeps, 'endpoints' | 'vault'>) =>
  async (partnerId: PartnerId, id: EndpointId, changes: EndpointChanges): Promise<EndpointView | undefined> => {
    const endpoint = await partnersEndpoint(deps)(partnerId, id);
    if (endpoint === undefined) return undefined;
    const { headers, ...asked } = changes;
    const sealed = headers && { headers: await sealHeaders(deps.vault, id, headers) };
    const changed = await deps.endpoints.change(id, { ...asked, ...sealed });
    return changed && toEndpointView(changed);
  };
