/** A Twilio that fails in every way that is known: what becomes of each person, and that nobody is texted twice. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitFor } from '../wait-for.ts';
import { type Committed, publish } from './permissions/newsroom.ts';
import { misbehave } from './permissions/phones.ts';
import { broadcastWith, control, recounted, standOf, until } from './texts/broadcasts.ts';
import { tellOfText } from './texts/callback.ts';
import { type Desk, openDesk, passUntil } from './texts/desk.ts';
import { expectNobodyTwice, phonesOf, reachedBy, takeIn, takenWith } from './texts/phones.ts';

const minute = 60_000;
const hour = 60 * minute;

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({});
});
afterAll(async () => {
  await desk.close();
});

/** Publishes to who wants a topic, which is called as the ruling is. */
const publishTo = (topic: string): Promise<Committed> => publish(desk.dev, topic, { topics: [topic] });
const passMinutes = (minutes: number, cameAbout: () => Promise<boolean>): Promise<void> =>
  passUntil(desk, minutes * minute, cameAbout);

// fewer in each broadcast than the five at which it is held, in whatever order they are posted
test('texts in doubt heal by their callbacks', async () => {
  const { dev } = desk;
  const phones = phonesOf(214, 4);
  const [cut, failed, told] = phones;
  await takeIn(dev, phones, 'told-of');
  await misbehave(dev, { to: cut, acceptThen: 'cut' });
  await misbehave(dev, { to: failed, acceptThen: 500, callbacks: 'repeat' });
  await misbehave(dev, { to: told, acceptThen: 500, callbacks: 'drop' });
  const id = broadcastWith(await publishTo('told-of'));
  await until(dev, id, { audience: 4, delivered: 3, unknown: 1 });
  await tellOfText(desk, id, told ?? '');
  await until(dev, id, { audience: 4, delivered: 4, unknown: 0 });
  expect(await reachedBy(dev, 'told-of')).toEqual(phones);
});

// before time is passed: the simulated Twilio's clock stays where it is, and it would not list what is made later
test('texts in doubt of which nothing is heard heal by the listing, or are lost and sent once more', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(215, 5);
  const [listedLater, listedFirst, never, alsoNever, whole] = phones;
  await takeIn(dev, phones, 'in-doubt');
  await misbehave(dev, { to: listedLater, acceptThen: 'cut', callbacks: 'drop' });
  await misbehave(dev, { to: listedFirst, acceptThen: 500, callbacks: 'drop' });
  for (const to of [never, alsoNever]) await misbehave(dev, { to, status: 500 });
  const id = broadcastWith(await publishTo('in-doubt'));
  await until(dev, id, { audience: 5, delivered: 1, unknown: 4 });
  expect(await reachedBy(dev, 'in-doubt')).toEqual([listedLater, listedFirst, whole]);

  await passMinutes(16, async () => (await standOf(dev, id))?.unknown === 2);
  await recounted(desk, id, { delivered: 3, unknown: 2 });

  // nothing is heard of the others, whatever is done
  for (const hours of [2, 11]) {
    await runtime.passTime(hours * hour);
    await runtime.invoke('SweepFunction', {});
    await runtime.passTime(0);
    await until(dev, id, { delivered: 3, unknown: 2 });
  }
  expect(await control(dev, id, 'resend')).toMatchObject({ unknown: 2 });
  await passUntil(desk, 4 * hour, async () => (await standOf(dev, id))?.lost === 2);
  expect(await reachedBy(dev, 'in-doubt')).toHaveLength(3);

  await control(dev, id, 'resend');
  await waitFor(async () => (await takenWith(dev, 'in-doubt')).length === 5);
  await control(dev, id, 'resend');
  await recounted(desk, id, { audience: 5, delivered: 5 });
  expect(await reachedBy(dev, 'in-doubt')).toEqual(phones);
});

test('a Twilio that has had enough for a while gets everybody’s text once', async () => {
  const { dev } = desk;
  const phones = phonesOf(216, 30);
  await takeIn(dev, phones, 'too-much');
  await misbehave(dev, { status: 429, code: 20429, times: 70 });
  const id = broadcastWith(await publishTo('too-much'));
  await until(dev, id, { audience: 30, pending: 30, posting: 0 });
  await waitFor(async () => {
    await passMinutes(15, async () => true);
    return (await standOf(dev, id))?.delivered === 30;
  });
  expect(await reachedBy(dev, 'too-much')).toEqual(phones);
});

test('callbacks may be missing, repeated, in another order, or before the answer', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(217, 5);
  const [missing, repeated, reordered, early] = phones;
  await takeIn(dev, phones, 'callbacks');
  await misbehave(dev, { to: missing, callbacks: 'drop' });
  await misbehave(dev, { to: repeated, callbacks: 'repeat' });
  await misbehave(dev, { to: reordered, callbacks: 'reorder' });
  await misbehave(dev, { to: early, delayMs: 2_000 });
  const id = broadcastWith(await publishTo('callbacks'));
  await until(dev, id, { audience: 5, accepted: 1, delivered: 4 });
  await runtime.passTime(0);
  expect(await standOf(dev, id)).toMatchObject({ audience: 5, accepted: 1, delivered: 4 });
  expect(await reachedBy(dev, 'callbacks')).toEqual(phones);
});

test('a number that is refused or unreachable is texted no more, where the code says so of the number', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(218, 7);
  const [left, invalid, landline, filtered, away, strange] = phones;
  await takeIn(dev, phones, 'refusals');
  await misbehave(dev, { to: left, status: 400, code: 21610 });
  await misbehave(dev, { to: invalid, status: 400, code: 21211 });
  await misbehave(dev, { to: landline, code: 30006 });
  await misbehave(dev, { to: filtered, code: 30007 });
  await misbehave(dev, { to: away, code: 30003 });
  await misbehave(dev, { to: strange, status: 400, code: 21999 });
  const id = broadcastWith(await publishTo('refusals'));
  await until(dev, id, { audience: 7, refused: 3, undelivered: 3, delivered: 1 });

  const next = broadcastWith(await publish(dev, 'after-them', { topics: ['refusals'] }));
  await until(dev, next, { audience: 4, delivered: 4 });
  await runtime.passTime(0);
  expect(await reachedBy(dev, 'after-them')).toEqual(phones.slice(3));
});

test('a broadcast that carriers filter is held until somebody lets it go on', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(219, 60);
  await takeIn(dev, phones, 'filtered');
  // each batch waits for its answers, and the callbacks say meanwhile what became of its texts
  const faults = 15;
  await misbehave(dev, { code: 30007, delayMs: 1_000, times: faults });
  const id = broadcastWith(await publishTo('filtered'));
  await until(dev, id, { status: 'paused', pausedBecause: 'carriers' });
  await runtime.passTime(0);
  const texted = (await takenWith(dev, 'filtered')).length;
  expect(texted).toBeLessThan(phones.length);
  const undelivered = Math.min(faults, texted);
  await recounted(desk, id, { audience: 60, undelivered, delivered: texted - undelivered, pending: 60 - texted });
  expect((await takenWith(dev, 'filtered')).length).toBe(texted);

  expect(await control(dev, id, 'resume')).toMatchObject({ status: 'sending', pausedBecause: null });
  await waitFor(async () => (await takenWith(dev, 'filtered')).length >= phones.length);
  await recounted(desk, id, { audience: 60, undelivered: faults, delivered: 60 - faults });
  expect(await reachedBy(dev, 'filtered')).toEqual(phones);
  // it says nothing of the phones
  const next = broadcastWith(await publish(dev, 'unfiltered', { topics: ['filtered'] }));
  await until(dev, next, { audience: 60, delivered: 60 });
});

test('nobody had the same text twice in all of this', () => expectNobodyTwice(desk.dev, '/s/'));
