import { expect, test } from 'vitest';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { sendConfirmation } from '../../shared/use-cases/send-confirmation.ts';
import { Death, type Mortal, mortal } from '../fakes/mortal.ts';
import { fakeSignUps } from '../fakes/sign-ups.ts';
import { type Behaviour, sidOf, takes } from '../fakes/text-sender.ts';
import { type SendingDeskOptions, sendingDesk } from '../samples/sending-desk.ts';
import { consent, hash, noon, phone, subscriber } from '../samples/texting.ts';

const people = 5;
/** Two texts of two segments at the same time. */
const segmentsPerSecond = 4;
const price = 2 * 8300;

/** As a queue does: what died comes again; what is done comes twice all the same. */
const delivered = async (lives: readonly Mortal[], begin: (life: Mortal) => Promise<unknown>): Promise<void> => {
  for (const life of lives)
    await begin(life).catch((error: unknown) => {
      if (!(error instanceof Death)) throw error;
    });
};

/** Everything that sends, by the ports of whichever process is alive. */
const mortalDesk = async (options: SendingDeskOptions) => {
  let alive = mortal();
  const desk = await sendingDesk({
    ...options,
    between: (port) =>
      new Proxy(port, { get: (target, name, receiver) => Reflect.get(alive.watch(target), name, receiver) }),
  });
  return {
    ...desk /** Another process takes over. */,
    as: (life: Mortal): void => {
      alive = life;
    },
  };
};

const odd =
  (says: TextSendOutcome): Behaviour =>
  (text, number) =>
    number === 2 ? { taken: says.kind === 'unknown', says } : takes(text, number);
const networks: readonly Behaviour[] = [
  takes,
  odd({ kind: 'unsent', reason: 'throttled' }),
  odd({ kind: 'unknown', reason: 'timeout' }),
  odd({ kind: 'refused', code: 30_003, status: 400 }),
];

/** A batch whose process dies at a call, which took no effect or whose answer it does not hear; its message comes again. */
const batchLife = async (behave: Behaviour, at?: number) => {
  const desk = await mortalDesk({ people, segmentsPerSecond, behave });
  const first = mortal(at);
  await delivered([first, mortal(), mortal()], (life) => {
    desk.as(life);
    return desk.send();
  });
  for (let tries = 0; tries < 5; tries++)
    for (const rest of desk.putOff()) {
      for (const due of await desk.timetable.due('9999', 100)) await desk.timetable.done(due);
      await desk.send(rest);
    }
  return { desk, calls: first.calls() };
};

test.each([0, 1, 2, 3])(
  'wherever a batch dies, no phone is texted twice, nobody is forgotten, and no text is unpaid: network %d',
  async (which) => {
    const behave = networks[which] ?? takes;
    const { calls } = await batchLife(behave);
    expect(calls).toBeGreaterThan(12);
    for (let at = 1; at <= calls; at++) {
      const { desk } = await batchLife(behave, at);
      const place = `call ${at}`;
      for (const name of desk.names) {
        expect(desk.textsTo(name).length, place).toBeLessThanOrEqual(1);
        const { state } = desk.row(name);
        expect(['accepted', 'unknown', 'refused', 'posting'], place).toContain(state);
        if (state === 'accepted') expect(desk.textsTo(name), place).toHaveLength(1);
      }
      // those that the dead process was at are in doubt, and nobody else
      expect(desk.states().filter((state) => state === 'posting').length, place).toBeLessThanOrEqual(2);
      expect(await desk.spent(), place).toBeGreaterThanOrEqual(desk.sender.taken.length * price);
      // a death costs the reservation of one chunk at most, and what its texts in doubt cost
      expect(await desk.spent(), place).toBeLessThanOrEqual((people + 2) * price);
    }
  },
);

/** A sign-up whose confirmation's process dies at a call. */
const confirmationLife = async (outcome: TextSendOutcome | undefined, at?: number) => {
  const desk = await sendingDesk({
    people: 0,
    behave: (_, number) =>
      outcome && number === 1
        ? { taken: outcome.kind === 'unknown', says: outcome }
        : { taken: true, says: { kind: 'accepted', sid: sidOf(number) } },
  });
  const signUps = fakeSignUps(desk.subscribers);
  const sealed = await desk.vault.seal(phone(1), hash(1));
  await signUps.ask(
    {
      hash: hash(1),
      phone: sealed,
      preferences: subscriber(),
      at: noon,
      until: '2026-11-21T17:00:00.000Z',
      text: 'owed',
    },
    consent({ kind: 'asked' }),
    { sealed: '', forgetAt: '' },
    noon,
  );
  const first = mortal(at);
  await delivered([first, mortal(), mortal()], ({ watch }) =>
    sendConfirmation({
      ...desk,
      signUps: watch(signUps),
      broadcasts: watch(desk.broadcasts),
      sender: watch(desk.sender),
      budget: watch(desk.budget),
      pace: watch(desk.pace),
      vault: watch(desk.vault),
    })({ hash: hash(1) }),
  );
  return {
    texts: desk.sender.taken.length,
    posts: desk.sender.tried.length,
    text: signUps.all()[0]?.text,
    calls: first.calls(),
  };
};

test.each<[string, TextSendOutcome | undefined]>([
  ['is taken', undefined],
  ['never leaves at first', { kind: 'unsent', reason: 'throttled' }],
  ['is in doubt', { kind: 'unknown', reason: 'reset' }],
])('wherever a confirmation that %s dies, nobody gets two, and who is in no doubt gets it', async (_, outcome) => {
  const { calls } = await confirmationLife(outcome);
  expect(calls).toBeGreaterThanOrEqual(6);
  for (let at = 1; at <= calls; at++) {
    const { texts, posts, text } = await confirmationLife(outcome, at);
    expect(texts, `call ${at}`).toBeLessThanOrEqual(1);
    expect(['sent', 'posting'], `call ${at}`).toContain(text);
    if (text === 'sent') expect(texts, `call ${at}`).toBe(1);
    expect(posts, `call ${at}`).toBeLessThanOrEqual(2);
  }
});
