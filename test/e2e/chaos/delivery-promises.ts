import { expect } from 'vitest';
import type { RulingEvent } from '../../../shared/domain/event.ts';
import { keepsItsPromises } from '../../property/delivery-promises.ts';
import type { Scene } from './scene.ts';
import { allDeliveries } from './stores.ts';

/** What the channel promises of each endpoint: see there. Nobody gave up, so nothing waits either. */
export const whatIsOwedArrives = async ({ stores, partners }: Scene, events: readonly RulingEvent[]): Promise<void> => {
  const endpoints = (await Array.fromAsync(stores.endpoints.all(100))).flat();
  expect(endpoints.map(({ url }) => url).sort()).toEqual(partners.map(({ url }) => url).sort());
  const rows = (await Promise.all(endpoints.map(({ id }) => allDeliveries(stores, id)))).flat();
  const revisions = await stores.rulings.revisions(events.map(({ rulingId: id, revision }) => ({ id, revision })));
  keepsItsPromises({
    quiet: true,
    defects: [],
    due: [],
    events: [...events],
    topicsOf: new Map(revisions.map(({ eventId, content }) => [eventId, content.topics])),
    endpoints,
    rows,
    heard: partners.flatMap(({ heard }) => heard),
    moments: [],
  });
  expect(rows.filter(({ state }) => state !== 'delivered' && state !== 'superseded')).toEqual([]);
};
