import { readFile } from 'node:fs/promises';
import { expect } from 'vitest';
import * as z from 'zod';
import { newsroomFile } from '../../../infra/newsroom.ts';
import { newsroomSchema } from '../../../shared/domain/newsroom.ts';
import { waitFor } from '../../wait-for.ts';
import type { Dev } from '../../wire-process.ts';
import { askWire, draftOf, publish } from './newsroom.ts';
import { phoneOf, say, textWith } from './phones.ts';

const repliesSchema = z.object({ items: z.array(z.object({ id: z.string() })) });

/** Signs a phone up; without a key as its owner does on the page, else as an operator who holds the consent. */
export const signUp = async (
  dev: Dev,
  as: keyof Dev['keys'] | undefined,
  phone: string,
  more: object = {},
): Promise<unknown> => {
  const { texts } = newsroomSchema.parse(JSON.parse(await readFile(newsroomFile(), 'utf8')));
  const consent = { textVersion: texts.consent.version, adult: true };
  const wanted = { phone, frequency: 'immediate', consent, ...more };
  if (as !== undefined) return askWire(dev, as, ['POST', '/v1/subscribers'], wanted);
  const answer = await fetch(`${dev.baseUrl}/v1/subscribers`, { method: 'POST', body: JSON.stringify(wanted) });
  expect(answer.status).toBe(202);
  return answer.json();
};

/** What a subscriber does by the link that STATUS brings them. */
const preferences = async (dev: Dev, token: string, method: 'GET' | 'PATCH' | 'DELETE', body?: object) => {
  const answer = await fetch(`${dev.baseUrl}/v1/preferences`, {
    method,
    headers: { authorization: `Bearer rwp_${token}` },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.status, `${method} ${await answer.text()}`).toBeLessThan(300);
};

/** The page's question, JOIN, the link to one's preferences, and STOP. */
const livesAsSubscriber = async (dev: Dev, phone: string, erase: boolean): Promise<void> => {
  await signUp(dev, undefined, phone);
  await textWith(dev, phone, 'JOIN');
  await say(dev, phone, 'JOIN');
  await say(dev, phone, 'ONLY harbor');
  await say(dev, phone, 'DAILY');
  const [, token = ''] = /#([A-Za-z0-9_-]+)/.exec(await say(dev, phone, 'STATUS')) ?? [];
  await preferences(dev, token, 'GET');
  await preferences(dev, token, 'PATCH', { frequency: 'immediate', topics: [] });
  await preferences(dev, token, 'PATCH', { status: 'paused' });
  await preferences(dev, token, 'PATCH', { status: 'active' });
  await say(dev, phone, 'STOP');
  await say(dev, phone, 'JOIN');
  await preferences(dev, token, 'DELETE', { erase });
};

/** Two who may have meant an opt-out, of whom one did. */
const isRead = async (dev: Dev): Promise<void> => {
  const unclear = [phoneOf(23), phoneOf(24)];
  for (const phone of unclear) {
    await say(dev, phone, 'JOIN');
    await say(dev, phone, 'not for me');
  }
  const held = async () => repliesSchema.parse(await askWire(dev, 'newsroom', ['GET', '/v1/replies'])).items;
  await waitFor(async () => (await held()).length >= unclear.length);
  for (const [at, { id }] of (await held()).entries())
    await askWire(dev, 'newsroom', ['POST', `/v1/replies/${id}/resolution`], { optOut: at === 0 });
  expect(await held()).toEqual([]);
};

/** An opt-out by letter: of a subscriber, of nobody, and of who was just asked. */
const isTakenDown = async (dev: Dev): Promise<void> => {
  const [subscriber, nobody, asked] = [phoneOf(25), phoneOf(26), phoneOf(27)];
  await say(dev, subscriber, 'JOIN');
  await signUp(dev, undefined, asked);
  for (const phone of [subscriber, nobody, asked])
    expect(await askWire(dev, 'operator', ['POST', '/v1/suppressions'], { phone, note: 'By letter.' })).toEqual({});
};

/** A claim that somebody asks about twice, and another whose text then was the second of its shard. */
const isAnswered = async (dev: Dev): Promise<void> => {
  const claim = {
    text: 'The governor closed forty rural hospitals.',
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  };
  await publish(dev, 'is-asked', { claim, texts: 'none' });
  const phone = phoneOf(28);
  await say(dev, phone, 'JOIN');
  for (let asks = 0; asks < 2; asks += 1) expect(await say(dev, phone, claim.text)).toContain('/s/');
};

const staffSchema = z.object({ id: z.string() });

/** A phone of the newsroom's own, and the tests that it gets. */
const isTested = async (dev: Dev): Promise<void> => {
  const wanted = { name: 'The desk', phone: phoneOf(29) };
  const { id } = staffSchema.parse(await askWire(dev, 'operator', ['POST', '/v1/staff-phones'], wanted));
  await askWire(dev, 'operator', ['GET', '/v1/staff-phones']);
  const drafted = await askWire(dev, 'newsroom', ['POST', '/v1/preflight/test-send'], draftOf('is-drafted'));
  expect(drafted).toMatchObject({ phones: 1 });
  const { ruling } = await publish(dev, 'is-tested', { texts: 'none' });
  expect(await askWire(dev, 'newsroom', ['POST', `/v1/rulings/${ruling.id}/test-send`])).toMatchObject({ phones: 1 });
  for (const tested of ['is-drafted', 'is-tested'])
    await textWith(dev, wanted.phone, `TEST: Ferry St: No, measure ${tested}`);
  await askWire(dev, 'operator', ['DELETE', `/v1/staff-phones/${id}`]);
};

/** Everything that a subscriber, or an operator for one, can do. */
export const drivePeople = async (dev: Dev): Promise<void> => {
  await Promise.all([
    livesAsSubscriber(dev, phoneOf(21), false),
    livesAsSubscriber(dev, phoneOf(22), true),
    isRead(dev),
    isTakenDown(dev),
    isAnswered(dev),
    isTested(dev),
  ]);
};
