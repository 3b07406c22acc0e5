/** An operator pauses texts, before a ruling and in the midst of its run: feeds go on, no text leaves, and none is lost. */
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import { switchSeenMs } from '../../shared/domain/channel.ts';
import { waitFor } from '../wait-for.ts';
import { type Committed, correct, publish } from './permissions/newsroom.ts';
import { openAsOwner } from './permissions/owner.ts';
import { broadcastWith, control, recounted, until } from './texts/broadcasts.ts';
import { channelOf, holds, holdsNothing, switchChannel } from './texts/channels.ts';
import { type Desk, holdSeconds, openDesk, passUntil } from './texts/desk.ts';
import { expectNobodyTwice, phonesOf, reachedBy, takeIn, takenWith } from './texts/phones.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ careful: true });
});
afterAll(async () => {
  await desk.close();
});

/** Publishes, has the other editor approve it, and waits until the hold of the broadcast is over and something has come of it. */
const publishApproved = async (slug: string, topic: string, cameOf: () => Promise<boolean>): Promise<Committed> => {
  const made = await publish(desk.dev, slug, { topics: [topic] });
  await until(desk.dev, broadcastWith(made), { status: 'awaiting-approval' });
  await control(desk.other, broadcastWith(made), 'approve');
  await passUntil(desk, holdSeconds * 1000, cameOf);
  return made;
};
const inFeed = async (words: string): Promise<boolean> =>
  (await (await fetch(`${desk.dev.baseUrl}/feeds/feed.json`)).text()).includes(words);
const holdsTexts = async (): Promise<boolean> => ((await channelOf(desk.dev, 'texts'))?.held ?? 0) > 0;
/** The longest that a process goes on, and then what it had begun. */
const pauseActs = async (): Promise<void> => {
  await setTimeout(2 * switchSeenMs);
  await desk.runtime.passTime(0);
};

test('while texts are paused feeds appear and no text leaves; once they go on, each phone gets exactly one', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(213, 12);
  await takeIn(dev, phones, 'pauses');
  expect(await switchChannel(dev, 'texts', 'pause')).toMatchObject({ paused: true, by: 'Operator', held: 0 });
  await pauseActs();
  const made = await publishApproved('is-held', 'pauses', holdsTexts);
  expect(await inFeed('is-held')).toBe(true);
  // days go by, and looks over the broadcast with them
  await runtime.passTime(3 * 24 * 3_600_000);
  await runtime.invoke('SweepFunction', {});
  await runtime.passTime(0);
  expect(await takenWith(dev, 'is-held')).toEqual([]);
  await until(dev, broadcastWith(made), { status: 'sending', pending: phones.length });

  expect(await switchChannel(dev, 'texts', 'resume')).toMatchObject({ paused: false });
  await waitFor(async () => (await takenWith(dev, 'is-held')).length >= phones.length);
  await holdsNothing(dev, 'texts');
  await runtime.passTime(0);
  expect(await reachedBy(dev, 'is-held')).toEqual(phones);
});

test('texts that are paused in the midst of a run stop within seconds; each of the others gets theirs afterwards', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(214, 90);
  await takeIn(dev, phones, 'middles');
  const texted = async () => (await takenWith(dev, 'in-the-middle')).length;
  const made = await publishApproved('in-the-middle', 'middles', async () => (await texted()) > 0);
  await switchChannel(dev, 'texts', 'pause');
  await pauseActs();
  const early = await reachedBy(dev, 'in-the-middle');
  const stopped = early.length;
  await holds(dev, 'texts', 1);
  await runtime.passTime(0);
  expect([await texted(), stopped < phones.length]).toEqual([stopped, true]);
  await recounted(desk, broadcastWith(made), {
    status: 'sending',
    delivered: stopped,
    pending: phones.length - stopped,
  });

  // a correction is held, too: it goes to whom the error was told, and the others are told what is right
  const correction = broadcastWith(await correct(dev, made));
  const { client, variable } = openAsOwner(runtime, 'SweepFunction');
  const queuesOf = async (id: string) =>
    (await createHeldWork(client, variable('TIMETABLE_TABLE')).held('texts', 1_000))
      .filter(({ body }) => body.includes(id))
      .map(({ queue }) => queue);
  await waitFor(async () => (await queuesOf(correction)).length > 0);
  expect(new Set(await queuesOf(correction))).toEqual(new Set(['urgent-texts']));
  expect(new Set(await queuesOf(broadcastWith(made)))).toEqual(new Set(['text-batches']));
  client.destroy();
  await switchChannel(dev, 'texts', 'resume');
  await waitFor(
    async () => (await reachedBy(dev, 'CORRECTION')).length >= stopped && (await texted()) >= phones.length,
  );
  await recounted(desk, correction, { status: 'done', delivered: phones.length });
  await holdsNothing(dev, 'texts');
  await runtime.passTime(0);
  expect(await reachedBy(dev, 'in-the-middle')).toEqual(phones);
  expect(await reachedBy(dev, 'CORRECTION')).toEqual(early);
});

test('nobody had the same text twice in all of this', () => expectNobodyTwice(desk.dev, '/s/'));
