import { expect, test } from 'vitest';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { forgetEvidence } from '../../shared/use-cases/forget-evidence.ts';
import { fakeLeavers } from '../fakes/leavers.ts';
import { peopleDesk } from '../samples/people-desk.ts';
import { newsroom } from '../samples/revision.ts';

const retention = { ledgerDays: 30, inboundDays: 7, addressDays: 3, consentYears: 1 };
const brief: Newsroom = { ...newsroom, texts: { ...newsroom.texts, retention } };
const day = 86_400_000;

test('each thing of a person is kept for as long as the newsroom says', async () => {
  const desk = peopleDesk(brief);
  const forgotten: string[] = [];
  const { add } = desk.inbound;
  desk.inbound.add = (text, forgetAt) => {
    forgotten.push(forgetAt.slice(0, 10));
    return add(text, forgetAt);
  };
  await desk.signUp(1);
  await desk.say(1, 'JOIN');
  await desk.say(1, 'STOP');
  expect(desk.signUps.addresses.map(({ forgetAt }) => forgetAt.slice(0, 10))).toEqual(['2026-11-23']);
  expect(forgotten).toEqual(['2026-11-27', '2026-11-27']);
  const tend = forgetEvidence({ ...desk, leavers: fakeLeavers(desk.subscribers) });
  desk.clock.advance(364 * day);
  await tend();
  expect(await desk.history(1)).toEqual(['asked page', 'confirmed text', 'left text']);
  desk.clock.advance(2 * day);
  await tend();
  expect(await desk.history(1)).toEqual([]);
});
