import { expect } from 'vitest';
import { keepsItsPromises } from '../property/delivery-promises.ts';
import type { Lived } from './run.ts';

/** What the channel promises of each endpoint; imports are owed to nobody. */
export const whatIsOwedArrives = async ({ world, quiet }: Lived): Promise<void> => {
  const { rulings, commits, endpoints, owing, partners, moments, timetable, trace } = world;
  const events = commits.filter(({ origin }) => origin === 'newsroom');
  const revisions = await rulings.revisions(events.map(({ rulingId: id, revision }) => ({ id, revision })));
  const all = (await Array.fromAsync(endpoints.all(100))).flat();
  keepsItsPromises({
    quiet,
    defects: trace.defects,
    due: timetable.rows(),
    events,
    topicsOf: new Map(revisions.map(({ eventId, content }) => [eventId, content.topics])),
    endpoints: all,
    rows: owing.all(),
    heard: partners.heard,
    moments,
  });
  for (const { id, disabledReason } of all) {
    const left = owing.all().filter(({ endpointId, state }) => endpointId === id && state === 'waiting');
    if (disabledReason === null) expect(left, `what waits at ${id}, which works again`).toEqual([]);
  }
};
