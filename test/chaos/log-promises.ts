import { expect } from 'vitest';
import type { Lived } from './run.ts';

/** The log is gapless and in the order of commits, each revision has one winner, and what a writer was told is there once. */
export const theLogIsWhole = async ({ world, acknowledged, refused }: Lived): Promise<void> => {
  const { rulings, commits, watermark } = world;
  const log = await rulings.eventsAfter(0, 10_000);
  expect(log, 'the log against the commits').toEqual(commits);
  expect(log.map(({ sequence }) => sequence)).toEqual(log.map((_, at) => at + 1));
  expect(await watermark.read(), 'the watermark').toBe(log.length);
  expect(new Set(log.map(({ id }) => id)).size, 'events by their ids').toBe(log.length);

  for (const [id, events] of Map.groupBy(log, ({ rulingId }) => rulingId)) {
    expect(
      events.map(({ revision }) => revision),
      `revisions of ${id}`,
    ).toEqual(events.map((_, at) => at + 1));
    const { items } = await rulings.history(id, 100, undefined);
    expect(
      items.map(({ eventId }) => eventId),
      `who made them`,
    ).toEqual(events.map((event) => event.id));
    expect((await rulings.head(id))?.revision, `the head of ${id}`).toBe(events.length);
  }
  const firsts = await rulings.revisions(
    log.filter(({ revision }) => revision === 1).map(({ rulingId: id }) => ({ id, revision: 1 })),
  );
  expect(new Set(firsts.map(({ content }) => content.slug)).size, 'rulings by their slugs').toBe(firsts.length);

  for (const { eventId, sequence } of acknowledged)
    expect(
      log.filter(({ id }) => id === eventId).map((event) => event.sequence),
      `the acknowledged ${eventId}`,
    ).toEqual([sequence]);
  for (const [key, answers] of Map.groupBy(acknowledged, (one) => one.key))
    if (key !== null) expect(new Set(answers.map(({ eventId }) => eventId)).size, `answers to ${key}`).toBe(1);
  const summaries = firsts.map(({ content }) => content.summary[0]);
  for (const key of refused) expect(summaries, 'requests that were refused').not.toContain(key);
};
