import { placeOf, type Topic } from '../../domain/feed-topic.ts';
import type { EndpointId, PartnerId } from '../../domain/ids.ts';
import type { Key } from './table.ts';

/** Lists of ids: of all partners, of all endpoints, and of a partner's endpoints. */
export const allPartners = 'PARTNERS';
export const allEndpoints = 'ENDPOINTS';
export const endpointPrefix = 'ENDPOINT#';

export const partnerKey = (id: PartnerId): Key => ({ pk: `PARTNER#${id}`, sk: 'PARTNER' });
export const endpointKey = (id: EndpointId): Key => ({ pk: `${endpointPrefix}${id}`, sk: 'ENDPOINT' });
/** Beside a follower's own row and not in its folder, which whoever publishes reads whole. */
export const unfollowedKey = (id: EndpointId): Key => ({ pk: `${endpointPrefix}${id}`, sk: 'UNFOLLOWED' });
export const partnerEntryKey = (id: PartnerId): Key => ({ pk: allPartners, sk: id });
export const endpointEntryKey = (id: EndpointId): Key => ({ pk: allEndpoints, sk: id });
export const partnersEndpointKey = (partnerId: PartnerId, id: EndpointId): Key => ({
  pk: partnerKey(partnerId).pk,
  sk: `${endpointPrefix}${id}`,
});

/** Followers of all feeds in a folder, by the name of the feed's file: a folder is read by one query. */
export const followersPartition = (folder: string): string => `FOLLOWERS#${folder}`;
export const followerEntryKey = (topic: Topic, id: EndpointId): Key => {
  const { folder, file } = placeOf(topic);
  return { pk: followersPartition(folder), sk: `${file}#${id}` };
};
