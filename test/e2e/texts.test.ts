/** Texts as a newsroom and its readers know them, over HTTP alone: one editor writes, the other approves, and a first text is held. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import * as z from 'zod';
import { waitFor } from '../wait-for.ts';
import { askWire, type Committed, correct, publish } from './permissions/newsroom.ts';
import { phoneOf, say, textWith } from './permissions/phones.ts';
import { broadcastWith, control, recounted, standOf, until } from './texts/broadcasts.ts';
import { type Desk, holdSeconds, openDesk, passUntil } from './texts/desk.ts';
import { askOnPage, callAsReader, linkIn, tokenIn } from './texts/page.ts';
import { expectNobodyTwice, phonesOf, reachedBy, takeIn, takenWith } from './texts/phones.ts';

let desk: Desk;
beforeAll(async () => {
  desk = await openDesk({ careful: true });
});
afterAll(async () => {
  await desk.close();
});

const holdEnds = (id: ReturnType<typeof broadcastWith>): Promise<void> =>
  passUntil(desk, holdSeconds * 1000, async () => {
    const stand = await standOf(desk.dev, id);
    return stand !== undefined && stand.pending < stand.audience;
  });

/** Publishes, has the other editor approve it, and waits until its hold is over and texts leave. */
const publishApproved = async (slug: string, topic: string, more: object = {}): Promise<Committed> => {
  const made = await publish(desk.dev, slug, { topics: [topic], ...more });
  const id = broadcastWith(made);
  await until(desk.dev, id, { status: 'awaiting-approval' });
  await control(desk.other, id, 'approve');
  await holdEnds(id);
  return made;
};

/** A broadcast's audience are these, and each of them got one text with these words; nobody else got any. */
const expectReached = async (made: Committed, words: string, phones: readonly string[]): Promise<void> => {
  await until(desk.dev, broadcastWith(made), { audience: phones.length, delivered: phones.length });
  await desk.runtime.passTime(0);
  expect(await reachedBy(desk.dev, words)).toEqual(phones);
};

test('nothing leaves before another editor has approved it and the hold is over', async () => {
  const { dev, other, runtime } = desk;
  const reader = phoneOf(1);
  await takeIn(dev, [reader], 'held');
  const made = await publish(dev, 'is-held', { topics: ['held'] });
  const id = broadcastWith(made);
  await until(dev, id, { status: 'awaiting-approval', pending: 1 });
  expect(await control(dev, id, 'approve')).toMatch(/own-work/);
  expect(await control(other, id, 'approve')).toMatchObject({ status: 'sending', pending: 1 });
  // whoever looks it over lets nothing go either
  await runtime.invoke('SweepFunction', {});
  await until(dev, id, { status: 'sending', pending: 1 });
  await runtime.passTime(0);
  expect(await reachedBy(dev, 'is-held')).toEqual([]);
  await holdEnds(id);
  await expectReached(made, 'is-held', [reader]);
});

test('from the page to the phone: asked, welcomed, texted, and the click counted', async () => {
  const { dev } = desk;
  const [known, reader] = [phoneOf(2), phoneOf(3)];
  await takeIn(dev, [known], 'locks');
  expect((await askOnPage(dev, reader, { topics: ['locks'] })).status).toBe(202);
  await textWith(dev, reader, 'reply JOIN');
  const unasked = await publishApproved('is-unasked', 'locks');
  await expectReached(unasked, 'is-unasked', [known]);

  expect(await say(dev, reader, 'Join')).toContain('you are in');
  const made = await publishApproved('is-followed', 'locks');
  await expectReached(made, 'is-followed', [known, reader]);
  const link = linkIn(await textWith(dev, reader, 'is-followed'));
  expect(link.startsWith(`${dev.baseUrl}/s/`)).toBe(true);
  const followed = await fetch(link, { redirect: 'manual' });
  expect([followed.status, followed.headers.get('location')]).toEqual([
    302,
    'https://newsroom.example/rulings/is-followed',
  ]);
  await until(dev, broadcastWith(made), { clicks: 1 });
  expect((await standOf(dev, broadcastWith(unasked)))?.clicks).toBe(0);
});

test('the page answers the same for who is new, who is known and who left', async () => {
  const { dev } = desk;
  const [fresh, known, left] = [phoneOf(4), phoneOf(5), phoneOf(6)];
  await takeIn(dev, [known, left], 'pages');
  await askWire(dev, 'operator', ['POST', '/v1/suppressions'], { phone: left, note: 'By letter.' });
  const answers = [];
  for (const phone of [fresh, known, left]) answers.push(await askOnPage(dev, phone, { topics: ['pages'] }));
  expect(answers[0]?.status).toBe(202);
  expect(answers[1]).toEqual(answers[0]);
  expect(answers[2]).toEqual(answers[0]);
  // and only the first of them is asked
  await textWith(dev, fresh, 'reply JOIN');
  await desk.runtime.passTime(0);
  const asked = await reachedBy(dev, 'reply JOIN');
  expect(asked).toContain(fresh);
  for (const phone of [known, left]) expect(asked).not.toContain(phone);
});

test('a correction goes to who was texted and to who was answered, once, and to nobody else', async () => {
  const { dev } = desk;
  const [texted, asks, neither] = [phoneOf(7), phoneOf(8), phoneOf(9)];
  await takeIn(dev, [texted], 'hospitals');
  await takeIn(dev, [asks, neither], 'elsewhere');
  const claim = {
    text: 'The governor closed forty rural hospitals.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  };
  const made = await publishApproved('is-corrected', 'hospitals', { claim });
  await expectReached(made, 'is-corrected', [texted]);
  const answer = await say(dev, asks, claim.text);
  expect(answer).toContain(claim.text.slice(0, 'The governor closed'.length));
  expect((await fetch(linkIn(answer), { redirect: 'manual' })).headers.get('location')).toMatch(/\/is-corrected$/);
  expect(await say(dev, neither, 'The moon is made of green cheese, they say')).not.toContain('/s/');

  const correction = await correct(dev, made);
  await expectReached(correction, 'CORRECTION', [texted, asks]);
  expect(await say(dev, asks, claim.text)).toMatch(/half true/i);
});

const viewSchema = z.object({ status: z.string(), preferences: z.looseObject({ frequency: z.string() }) });

test('who holds the link that STATUS brought sees what is kept of them, and changes, pauses and ends it', async () => {
  const { dev } = desk;
  const [reader, witness] = [phoneOf(10), phoneOf(11)];
  await takeIn(dev, [reader, witness], 'wishes');
  const token = tokenIn(await say(dev, reader, 'STATUS'));
  const view = async (method: 'GET' | 'PATCH', body?: object) =>
    viewSchema.parse((await callAsReader(dev, token, method, body)).body);
  expect(await view('GET')).toMatchObject({
    status: 'active',
    preferences: { frequency: 'immediate', topics: ['wishes'] },
  });

  expect(await view('PATCH', { status: 'paused' })).toMatchObject({ status: 'paused' });
  await expectReached(await publishApproved('in-the-pause', 'wishes'), 'in-the-pause', [witness]);
  expect(await view('PATCH', { status: 'active' })).toMatchObject({ status: 'active' });
  await expectReached(await publishApproved('is-back', 'wishes'), 'is-back', [reader, witness]);
  expect(await view('PATCH', { frequency: 'daily' })).toMatchObject({ preferences: { frequency: 'daily' } });
  expect(await say(dev, reader, 'STATUS')).toContain('once a day');
  await expectReached(await publishApproved('not-at-once', 'wishes'), 'not-at-once', [witness]);

  expect((await callAsReader(dev, token, 'DELETE', { erase: true })).status).toBe(204);
  expect((await callAsReader(dev, token, 'GET')).status).toBe(404);
  // the number is remembered, as one that is not to be asked
  await askOnPage(dev, reader, { topics: ['wishes'] });
  await desk.runtime.passTime(0);
  expect(await reachedBy(dev, 'reply JOIN')).not.toContain(reader);
});

const repliesSchema = z.object({ items: z.array(z.object({ id: z.string() })) });

test('what may be an opt-out holds texts back until an editor has read it', async () => {
  const { dev } = desk;
  const [stays, leaves, witness] = [phoneOf(12), phoneOf(13), phoneOf(14)];
  await takeIn(dev, [stays, leaves, witness], 'replies');
  const held = async () => repliesSchema.parse(await askWire(dev, 'newsroom', ['GET', '/v1/replies'])).items;
  for (const phone of [stays, leaves]) expect(await say(dev, phone, 'not for me')).toContain('a person will read');
  await waitFor(async () => (await held()).length === 2);
  await expectReached(await publishApproved('is-unread', 'replies'), 'is-unread', [witness]);

  const [first, second] = await held();
  for (const [reply, optOut] of [
    [first, false],
    [second, true],
  ] as const)
    await askWire(dev, 'newsroom', ['POST', `/v1/replies/${reply?.id}/resolution`], { optOut });
  expect(await held()).toEqual([]);
  await expectReached(await publishApproved('is-read', 'replies'), 'is-read', [stays, witness]);
});

/** Publishes to so many that the sender needs seconds for them, and gives the broadcast in the middle of its run. */
const inTheMiddle = async (slug: string, topic: string, phones: readonly string[]): Promise<Committed> => {
  await takeIn(desk.dev, phones, topic);
  const made = await publishApproved(slug, topic);
  await waitFor(async () => (await takenWith(desk.dev, slug)).length > 0);
  return made;
};
/** Twice what the sender carries in a second: a batch of each worker may be at it. */
const underWay = 20;

test('a broadcast that is paused in the middle texts nobody more, and all the others once when it goes on', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(213, 45);
  const id = broadcastWith(await inTheMiddle('is-paused', 'pauses', phones));
  expect(await control(dev, id, 'pause')).toMatchObject({ status: 'paused', pausedBecause: 'person' });
  const before = (await takenWith(dev, 'is-paused')).length;
  await runtime.passTime(0);
  const texted = (await takenWith(dev, 'is-paused')).length;
  expect(texted - before).toBeLessThanOrEqual(underWay);
  await recounted(desk, id, { status: 'paused', delivered: texted, pending: phones.length - texted });
  expect(texted).toBeLessThan(phones.length);

  expect(await control(dev, id, 'resume')).toMatchObject({ status: 'sending' });
  await waitFor(async () => (await takenWith(dev, 'is-paused')).length >= phones.length);
  await recounted(desk, id, { status: 'done', delivered: phones.length });
  expect(await reachedBy(dev, 'is-paused')).toEqual(phones);
});

test('a broadcast that is cancelled in the middle leaves the others out', async () => {
  const { dev, runtime } = desk;
  const phones = phonesOf(214, 45);
  const id = broadcastWith(await inTheMiddle('is-cancelled', 'calls', phones));
  expect(await control(dev, id, 'cancel')).toMatchObject({ status: 'cancelled' });
  await runtime.passTime(0);
  const texted = (await takenWith(dev, 'is-cancelled')).length;
  expect(texted).toBeLessThan(phones.length);
  await recounted(desk, id, { status: 'cancelled', delivered: texted, skipped: phones.length - texted });
  expect(await control(dev, id, 'resume')).toMatch(/broadcast-status/);
  expect((await takenWith(dev, 'is-cancelled')).length).toBe(texted);
});

test('nobody had the same text twice in all of this', () => expectNobodyTwice(desk.dev, '/s/'));
