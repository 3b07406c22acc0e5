import type { EndpointId, PartnerId } from '../../domain/ids.ts';
import type { Key } from './table.ts';

/** Lists of ids: of all partners, of all endpoints, and of a partner's endpoints. */
export const allPartners = 'PARTNERS';
export const allEndpoints = 'ENDPOINTS';
export const endpointPrefix = 'ENDPOINT#';

export const partnerKey = (id: PartnerId): Key => ({ pk: `PARTNER#${id}`, sk: 'PARTNER' });
export const endpointKey = (id: EndpointId): Key => ({ pk: `${endpointPrefix}${id}`, sk: 'ENDPOINT' });
export const partnerEntryKey = (id: PartnerId): Key => ({ pk: allPartners, sk: id });
export const endpointEntryKey = (id: EndpointId): Key => ({ pk: allEndpoints, sk: id });
export const partnersEndpointKey = (partnerId: PartnerId, id: EndpointId): Key => ({
  pk: partnerKey(partnerId).pk,
  sk: `${endpointPrefix}${id}`,
});
