import { expect, test } from 'vitest';
import { subscribe } from '../../shared/use-cases/subscribe.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { peopleDesk, signUpOf } from '../samples/people-desk.ts';
import { hash, phone } from '../samples/texting.ts';

test('a consent that an operator holds makes a subscriber at once, with the evidence of it', async () => {
  const desk = peopleDesk();
  await subscribe(desk)(signUpOf(1, { zip: '85001', notBefore: 11 }), editor);
  const found = await desk.subscribers.find(hash(1));
  expect(found).toMatchObject({ status: 'active', zones: 'America/Phoenix@11', zip: '85001', notBefore: 11 });
  expect(await desk.vault.open(found?.phone ?? '', hash(1))).toBe(phone(1));
  expect(await desk.subscribers.evidenceOf(hash(1))).toEqual([
    expect.objectContaining({
      ...{ kind: 'recorded', by: 'operator', recordedBy: editor.id, adult: true },
      wording: { version: '2026-11', language: 'en', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
    }),
  ]);
  expect(desk.urgent.sent).toEqual([]);
});

test('whoever is there gets the preferences, and a pause stays', async () => {
  const desk = peopleDesk();
  await desk.has(1);
  await desk.has(2, { status: 'paused', reason: 'unclear-reply' });
  for (const last of [1, 2]) await subscribe(desk)(signUpOf(last, { frequency: 'weekly' }), editor);
  expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'active', frequency: 'weekly' });
  expect(await desk.subscribers.find(hash(2))).toMatchObject({ status: 'paused', frequency: 'weekly' });
});

test('whoever left stays away, whatever an operator holds', async () => {
  const desk = peopleDesk();
  await desk.has(1);
  for (const last of [1, 2]) await desk.say(last, 'STOP');
  await desk.has(3, { status: 'suppressed', reason: 'deactivated' });
  for (const last of [1, 2, 3]) await subscribe(desk)(signUpOf(last), editor);
  expect(await Promise.all([1, 2, 3].map(desk.standing))).toEqual([
    ...['suppressed opted-out', undefined, 'suppressed deactivated'],
  ]);
});

test('whoever leaves at the same moment has left', async () => {
  const desk = peopleDesk();
  const { add } = desk.subscribers;
  desk.subscribers.add = async (...added) => {
    // the opt-out of a number that nobody knows yet; the new profile takes its suppression away
    await desk.say(1, 'STOP');
    return add(...added);
  };
  await subscribe(desk)(signUpOf(1), editor);
  expect(await desk.standing(1)).toBe('suppressed opted-out');
});
