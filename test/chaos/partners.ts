import { type EventType, eventTypes } from '../../shared/domain/event.ts';
import { endpoint, endpointId, partner } from '../samples/delivering.ts';
import { chanceOf } from './chance.ts';
import { topics } from './drafts.ts';
import type { World } from './world.ts';

/** Partners with an endpoint or three, some of which want all of it and some not. */
export const partnersSignUp = async (seed: number, { endpoints, vault }: World): Promise<void> => {
  const chance = chanceOf(seed, 'partners');
  await endpoints.addPartner(partner());
  for (let number = chance.between(1, 3); number > 0; number -= 1) {
    const id = endpointId(number);
    const types: EventType[] = chance.happens(0.6) ? [...eventTypes] : chance.some<EventType>(eventTypes, 0.6);
    const secrets = [{ sealed: await vault.seal(`whsec_${'A'.repeat(43)}=`, id), expiresAt: null }];
    await endpoints.add(
      endpoint({
        id,
        url: `https://partner-${number}.example/hook`,
        eventTypes: types.length === 0 ? ['ruling.published'] : types,
        filters: { ...endpoint().filters, topics: chance.happens(0.6) ? [] : chance.some(topics, 0.5) },
        maxInFlight: chance.between(1, 3),
        ratePerSecond: chance.pick([1, 2, 10]),
        secrets,
      }),
    );
  }
};
