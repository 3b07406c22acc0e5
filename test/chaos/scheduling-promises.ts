import { expect } from 'vitest';
import type { Lived } from './run.ts';

/** What an editor was told is scheduled was published once, or says why not; what was called off was not published. */
export const whatIsScheduledComesOut = async ({ world, scheduled }: Lived): Promise<void> => {
  const { rulings, scheduledRulings } = world;
  const log = await rulings.eventsAfter(0, 10_000);
  const firsts = await rulings.revisions(
    log.filter(({ revision }) => revision === 1).map(({ rulingId: id }) => ({ id, revision: 1 })),
  );
  const { items: left } = await scheduledRulings.list(100, undefined);
  expect(
    left.filter(({ failure }) => failure === null),
    'what is still to come',
  ).toEqual([]);
  for (const { id, key, calledOff, unwanted } of scheduled) {
    const published = firsts.filter(({ content }) => content.summary[0] === key).length;
    const failed = left.filter((entry) => entry.id === id).length;
    expect(published + failed, `${key} by scheduling`).toBeLessThanOrEqual(1);
    if (calledOff) expect(published, `${key}, which was called off`).toBe(0);
    if (!unwanted) expect(published + failed, `${key}, which nobody called off`).toBe(1);
  }
};
