import { expect, test } from 'vitest';
import { evidence } from '../../shared/domain/consent-history.ts';
import { forgetEvidence } from '../../shared/use-cases/forget-evidence.ts';
import { leaveByPage } from '../../shared/use-cases/manage-preferences.ts';
import { subscribe } from '../../shared/use-cases/subscribe.ts';
import { suppressPhone } from '../../shared/use-cases/suppress-phone.ts';
import { fakeLeavers } from '../fakes/leavers.ts';
import { Death, mortal } from '../fakes/mortal.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { peopleDesk, signUpOf } from '../samples/people-desk.ts';
import { hash, phone } from '../samples/texting.ts';

const day = 86_400_000;
const year = 365.25 * day;

/** The desk, and what tends it each hour. */
const open = () => {
  const desk = peopleDesk();
  const leavers = fakeLeavers(desk.subscribers);
  return { ...desk, leavers, tend: forgetEvidence({ ...desk, leavers }) };
};
/** The last two digits of whose evidence is there. */
const known = ({ subscribers }: ReturnType<typeof open>, ...phones: number[]): number[] =>
  phones.filter((last) => subscribers.evidence.some((row) => row.hash === hash(last)));

test('evidence goes five years after somebody left, in whatever way, or signed up and did not confirm; not before', async () => {
  const desk = open();
  for (const last of [1, 2, 3]) await desk.say(last, 'JOIN');
  await desk.say(1, 'STOP');
  await leaveByPage(desk)(hash(2), true);
  await suppressPhone(desk)(phone(4), 'called', editor);
  await desk.signUp(5);
  await desk.subscribers.move(
    hash(3),
    ['active'],
    { status: 'suppressed', reason: 'deactivated' },
    '2026-11-20T18:00:00.000Z',
  );
  desk.clock.advance(5 * year - 2 * day);
  await desk.tend();
  expect(known(desk, 1, 2, 3, 4, 5)).toEqual([1, 2, 3, 4, 5]);
  expect(desk.log.count('EVIDENCE_FORGOTTEN')).toBe(0);
  desk.clock.advance(3 * day);
  await desk.tend();
  expect(desk.subscribers.evidence).toEqual([]);
  expect(desk.subscribers.leavers.size).toBe(0);
  expect(desk.log.lines.at(-1)).toMatchObject({ code: 'EVIDENCE_FORGOTTEN', fields: { phones: 5 } });
  // what stays is that they are not to be texted
  expect([await desk.standing(1), await desk.standing(3)]).toEqual(['suppressed opted-out', 'suppressed deactivated']);
  expect(await desk.subscribers.suppressionOf(hash(2))).toBeDefined();
  await subscribe(desk)(signUpOf(1), editor);
  await subscribe(desk)(signUpOf(4), editor);
  expect([await desk.standing(1), await desk.standing(4)]).toEqual(['suppressed opted-out', undefined]);
});

test('the evidence of a subscriber stays for good: of who came back, who pauses, and who is out of reach', async () => {
  const desk = open();
  for (const last of [1, 2, 3]) await desk.say(last, 'JOIN');
  await desk.say(1, 'STOP');
  await desk.say(1, 'JOIN');
  await desk.say(2, 'not interested');
  await desk.subscribers.move(
    hash(3),
    ['active'],
    { status: 'dormant', reason: 'unreachable' },
    '2026-11-20T18:00:00.000Z',
  );
  desk.clock.advance(9 * year);
  await desk.tend();
  expect(await desk.history(1)).toEqual(['joined text', 'left text', 'returned text']);
  expect(known(desk, 2, 3)).toEqual([2, 3]);
  expect(desk.subscribers.leavers.size).toBe(0);
  // the years count from when they leave for good
  await desk.say(1, 'STOP');
  desk.clock.advance(5 * year - 2 * day);
  await desk.tend();
  expect(await desk.history(1)).toHaveLength(4);
  desk.clock.advance(3 * day);
  await desk.tend();
  expect(known(desk, 1, 2, 3)).toEqual([2, 3]);
});

test('who left and was heard of again since is kept for as long after that', async () => {
  const desk = open();
  await desk.say(1, 'JOIN');
  await desk.say(1, 'STOP');
  desk.clock.advance(3 * year);
  await desk.say(1, 'STOP');
  desk.clock.advance(3 * year);
  await desk.tend();
  expect(await desk.history(1)).toEqual(['joined text', 'left text', 'left text']);
  desk.clock.advance(3 * year);
  await desk.tend();
  expect(known(desk, 1)).toEqual([]);
  expect(desk.subscribers.leavers.size).toBe(0);
});

test('who comes back while their evidence goes keeps what they say now', async () => {
  const desk = open();
  await desk.say(1, 'JOIN');
  await desk.say(1, 'STOP');
  desk.clock.advance(6 * year);
  const { forgetEvidence: forget } = desk.leavers;
  desk.leavers.forgetEvidence = async (...asked) => {
    await desk.say(1, 'JOIN');
    await forget(...asked);
  };
  await desk.tend();
  expect(await desk.standing(1)).toBe('active');
  expect(await desk.history(1)).toEqual(['returned text']);
});

test('wherever the process dies, the next hour ends it', async () => {
  let deaths = 0;
  for (let at = 1; ; at++) {
    const desk = open();
    for (const last of [1, 2]) await desk.say(last, 'JOIN');
    await desk.say(1, 'STOP');
    await desk.say(2, 'STOP');
    desk.clock.advance(3 * year);
    await desk.subscribers.witness(
      evidence({ hash: hash(2), at: '2029-11-20T00:00:00.000Z', kind: 'left', by: 'page' }),
    );
    desk.clock.advance(3 * year);
    const process = mortal(at);
    const { leavers, subscribers } = desk;
    const watched = {
      ...desk,
      leavers: { ...process.watch(leavers), since: leavers.since },
      subscribers: process.watch(subscribers),
    };
    const died = await forgetEvidence(watched)().then(
      () => false,
      (error: unknown) => {
        if (!(error instanceof Death)) throw error;
        return true;
      },
    );
    deaths += died ? 1 : 0;
    await desk.tend();
    expect(await desk.history(1), `call ${at}`).toEqual([]);
    expect(await desk.history(2), `call ${at}`).toHaveLength(3);
    expect([...desk.subscribers.leavers.values()], `call ${at}`).toEqual([
      { hash: hash(2), at: '2029-11-20T00:00:00.000Z' },
    ]);
    if (!died) break;
  }
  expect(deaths).toBeGreaterThan(5);
});
