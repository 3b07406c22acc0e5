import { describe, expect, it } from 'vitest';
import type { PendingSignUp } from '../../shared/domain/consent.ts';
import { serviceText } from '../../shared/domain/service-text.ts';
import { budgetMonthOf } from '../../shared/domain/text-budget.ts';
import { textWorkSchema } from '../../shared/domain/text-messages.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { leave } from '../../shared/use-cases/leave.ts';
import { sendConfirmation } from '../../shared/use-cases/send-confirmation.ts';
import { fakeSignUps } from '../fakes/sign-ups.ts';
import type { Behaviour } from '../fakes/text-sender.ts';
import { saying } from '../samples/planned-batch.ts';
import { newsroom } from '../samples/revision.ts';
import { type SendingDeskOptions, sendingDesk } from '../samples/sending-desk.ts';
import { consent, hash, noon, phone, subscriber } from '../samples/texting.ts';

const minute = 60_000;
const price = 8300;
const until = '2026-11-21T17:00:00.000Z';

/** A sign-up of noon that waits for its text. */
const signedUp = async (options: SendingDeskOptions = {}, differs: Partial<PendingSignUp> = {}) => {
  const desk = await sendingDesk({ people: 0, ...options });
  const signUps = fakeSignUps(desk.subscribers);
  const { topics, editions, language, frequency, zip, notBefore } = subscriber();
  const preferences = { topics, editions, language, frequency, zip, notBefore };
  const sealed = await desk.vault.seal(phone(1), hash(1));
  const signUp: PendingSignUp = {
    hash: hash(1),
    phone: sealed,
    preferences,
    at: noon,
    until,
    text: 'owed',
    ...differs,
  };
  await signUps.ask(signUp, consent({ kind: 'asked' }), { sealed: '', forgetAt: '' }, noon);
  const work = sendConfirmation({ ...desk, signUps });
  return {
    ...desk,
    signUps,
    /** `until`: as the message says it. */
    work: (says: { until?: string } = {}) => work({ hash: hash(1), ...says }),
    text: () => signUps.all()[0]?.text,
    retries: () =>
      desk.timetable.rows().map(({ at, queue, body }) => ({ at, queue, body: textWorkSchema.parse(JSON.parse(body)) })),
  };
};
const says = (outcome: TextSendOutcome, tries = 1, taken = false): SendingDeskOptions => ({
  behave: saying(outcome, tries, taken),
});

describe('a sign-up', () => {
  it('is asked for its JOIN once, in its language, also at night, and Twilio is not asked to tell of it', async () => {
    for (const language of ['en', 'es']) {
      const desk = await signedUp({}, { preferences: { ...subscriber(), language } });
      desk.clock.advance(12 * 60 * minute);
      await Promise.all([desk.work(), desk.work()]);
      await desk.work();
      const body = serviceText(newsroom, language, { kind: 'confirm' });
      expect(desk.sender.tried).toEqual([{ to: phone(1), body, statusCallback: null, validitySeconds: 14_400 }]);
      expect(desk.text()).toBe('sent');
      expect(await desk.spent()).toBe(price);
      expect(JSON.stringify(desk.log.lines)).not.toContain(phone(1).slice(1));
    }
  });

  it('that has run out, is confirmed, or was asked before is not texted', async () => {
    const late = await signedUp();
    late.clock.advance(24 * 60 * minute);
    const confirmed = await signedUp();
    await confirmed.subscribers.add(subscriber(), consent());
    const asked = await signedUp({}, { text: 'sent' });
    for (const desk of [late, confirmed, asked]) {
      desk.pace.take = async () => Promise.reject(new Error('taken'));
      await desk.work();
      expect(desk.sender.tried).toEqual([]);
      expect(await desk.spent()).toBe(0);
      expect(desk.timetable.rows()).toEqual([]);
    }
  });

  it('whose text came too late is in the log, once, without a word of whose it is', async () => {
    const late = await signedUp();
    late.clock.advance(24 * 60 * minute);
    // the message that went out before the sign-up was written, and the one right after
    await late.work();
    await late.work({ until });
    const slow = await signedUp();
    slow.clock.advance(24 * 60 * minute - 5_000);
    slow.pace.take = async () => ({ taken: true, wait: 5_000 });
    await slow.work({ until });
    for (const { log, sender } of [late, slow]) {
      expect(sender.tried).toEqual([]);
      expect(log.lines).toEqual([{ level: 'warn', code: 'CONFIRMATION_RAN_OUT', fields: {} }]);
    }
    const confirmed = await signedUp();
    await confirmed.subscribers.add(subscriber(), consent());
    await confirmed.work({ until });
    expect(confirmed.log.lines).toEqual([]);
  });

  it('is not texted after it has run out, though its text waits for its turn or is slow at Twilio’s', async () => {
    const desk = await signedUp();
    desk.clock.advance(24 * 60 * minute - 20_500);
    await desk.work();
    expect(desk.sender.tried).toMatchObject([{ validitySeconds: 20 }]);
    const late = await signedUp();
    late.clock.advance(24 * 60 * minute - 5_000);
    late.pace.take = async () => ({ taken: true, wait: 5_000 });
    await late.work();
    expect(late.sender.tried).toEqual([]);
    expect(await late.spent()).toBe(0);
  });

  it('that is confirmed while its text waits for its turn is not texted', async () => {
    const desk = await signedUp();
    desk.pace.take = async () => {
      await desk.subscribers.add(subscriber(), consent());
      return { taken: true, wait: 0 };
    };
    await desk.work();
    expect(desk.sender.tried).toEqual([]);
    expect(await desk.spent()).toBe(0);
  });

  it('of whoever is suppressed while its text waits for its turn is not texted, and nothing of it waits any more', async () => {
    const desk = await signedUp();
    desk.pace.take = async () => {
      const { signUps, subscribers } = desk;
      await leave({ signUps, subscribers })(consent({ kind: 'left', by: 'operator' }));
      return { taken: true, wait: 0 };
    };
    await desk.work();
    expect(desk.sender.tried).toEqual([]);
    expect(await desk.spent()).toBe(0);
    expect(desk.signUps.all()).toEqual([]);
  });

  it('is remembered from when its text left, and not where it never did', async () => {
    for (const [outcome, remembered] of [
      [{ kind: 'unsent', reason: 'connect' }, false],
      [{ kind: 'unknown', reason: 'timeout' }, true],
      [{ kind: 'refused', code: 21_610, status: 400 }, true],
    ] as const) {
      const desk = await signedUp(says(outcome));
      desk.clock.advance(60 * minute);
      const left = new Date(desk.clock.now()).toISOString();
      await desk.work();
      const next = {
        hash: hash(1),
        phone: '',
        preferences: subscriber(),
        at: until,
        until: '2026-11-22T17:00:00.000Z',
      };
      const address = { sealed: '', forgetAt: '' };
      const ask = desk.signUps.ask({ ...next, text: 'owed' }, consent({ kind: 'asked' }), address, left);
      expect(await ask, outcome.kind).toBe(!remembered);
    }
  });

  it('goes before other texts', async () => {
    const desk = await signedUp();
    const { take } = desk.pace;
    const asked: [number, boolean][] = [];
    desk.pace.take = (segments, urgent, now) => {
      asked.push([segments, urgent]);
      return take(segments, urgent, now);
    };
    await desk.work();
    expect(asked).toEqual([[1, true]]);
    expect(desk.text()).toBe('sent');
  });

  it('leaves alone what is kept for corrections, however many sign up', async () => {
    const desk = await signedUp({ texts: { budget: { perMonth: '1', reservedForCorrections: '1' } } });
    await desk.work();
    expect(desk.sender.tried).toEqual([]);
    expect(await desk.spent()).toBe(0);
    expect(desk.text()).toBe('owed');
    expect(desk.retries()).toHaveLength(1);
  });
});

describe('a confirmation', () => {
  it.each(['timeout', 'reset', 'server-error', 'unreadable'] as const)(
    'in doubt is never sent again, and counts as paid for: %s',
    async (reason) => {
      const desk = await signedUp(says({ kind: 'unknown', reason }));
      await desk.work();
      await desk.work();
      expect(desk.sender.tried).toHaveLength(1);
      expect(desk.text()).toBe('posting');
      expect(desk.pace.slowed()).toBe(1);
      expect(await desk.spent()).toBe(price);
      expect(desk.timetable.rows()).toEqual([]);
    },
  );

  it('whose process dies after it has begun is never sent again', async () => {
    const desk = await signedUp();
    const { send } = desk.sender;
    desk.sender.send = async () => Promise.reject(new Error('dead'));
    await expect(desk.work()).rejects.toThrow('dead');
    desk.sender.send = send;
    await desk.work();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.text()).toBe('posting');
  });

  it.each([[21_610], [21_211], [21_408], [null]])('that Twilio refuses is not sent again: %s', async (code) => {
    const desk = await signedUp(says({ kind: 'refused', code, status: 400 }));
    await desk.work();
    await desk.work();
    expect(desk.sender.tried).toHaveLength(1);
    expect(desk.text()).toBe('refused');
    expect(await desk.spent()).toBe(0);
    expect(desk.timetable.rows()).toEqual([]);
  });

  it.each<[TextSendOutcome, number]>([
    [{ kind: 'unsent', reason: 'throttled' }, 1],
    [{ kind: 'unsent', reason: 'connect' }, 1],
    [{ kind: 'refused', code: 20_003, status: 401 }, 0],
    [{ kind: 'refused', code: 21_611, status: 400 }, 0],
  ])('that provably never left is owed, and comes back by the Timetable: %j', async (outcome, slowed) => {
    const desk = await signedUp(says(outcome));
    await desk.work();
    expect(desk.text()).toBe('owed');
    expect(await desk.spent()).toBe(0);
    expect(desk.pace.slowed()).toBe(slowed);
    expect(desk.retries()).toMatchObject([
      { queue: 'urgent-texts', body: { kind: 'confirmation', hash: hash(1), until } },
    ]);
    await desk.work();
    expect(desk.text()).toBe('sent');
  });

  it('waits the longer the longer it has been waiting, 5 s to a quarter of an hour, until the sign-up has run out', async () => {
    const never: Behaviour = () => ({ taken: false, says: { kind: 'unsent', reason: 'dns' } });
    const desk = await signedUp({ behave: never });
    const waits: number[] = [];
    for (let tries = 0; tries < 1000; tries++) {
      await desk.work();
      const [retry] = desk.timetable.rows();
      if (!retry) break;
      await desk.timetable.done(retry);
      waits.push(Date.parse(retry.at) - desk.clock.now());
      desk.clock.advance(Date.parse(retry.at) - desk.clock.now());
    }
    expect(waits[0]).toBeGreaterThanOrEqual(2_500);
    expect(waits[0]).toBeLessThanOrEqual(5_000);
    expect(Math.max(...waits)).toBeLessThanOrEqual(15 * minute);
    expect(waits.at(-1)).toBeGreaterThanOrEqual(7.5 * minute);
    expect(waits.length).toBeLessThan(200);
    expect(desk.clock.now()).toBeGreaterThanOrEqual(Date.parse(until));
  });

  it('whose message comes twice is put off once, and so stays one for a day', async () => {
    const desk = await signedUp({ texts: { budget: { perMonth: '0', reservedForCorrections: '0' } } });
    for (let tries = 0; tries < 20; tries++) {
      await desk.work();
      desk.clock.advance(20);
      await desk.work();
      const rows = desk.timetable.rows();
      expect(rows).toHaveLength(1);
      for (const row of rows) {
        desk.clock.advance(Date.parse(row.at) - desk.clock.now());
        await desk.timetable.done(row);
      }
    }
  });

  it.each([
    ['budget', { texts: { budget: { perMonth: '0.0082', reservedForCorrections: '0' } } }],
    ['pace', {}],
  ] as const)('waits where there is no room for it: %s', async (reason, options) => {
    const desk = await signedUp(options);
    if (reason === 'pace') desk.pace.take = async () => ({ taken: false, wait: 61_000 });
    await desk.work();
    expect(desk.sender.tried).toEqual([]);
    expect(desk.text()).toBe('owed');
    expect(desk.retries()).toHaveLength(1);
    expect(desk.log.lines).toContainEqual({ level: 'warn', code: 'CONFIRMATION_PUT_OFF', fields: { reason } });
    expect(await desk.budget.spent(budgetMonthOf(desk.clock.now()))).toBe(0);
  });

  it('comes again with its message where whoever found it unsent dies before it is in the Timetable', async () => {
    const desk = await signedUp(says({ kind: 'unsent', reason: 'tls' }));
    desk.broadcasts.remind = async () => Promise.reject(new Error('dead'));
    await expect(desk.work()).rejects.toThrow('dead');
    await desk.work();
    expect(desk.text()).toBe('sent');
    expect(desk.sender.taken).toHaveLength(1);
  });
});
