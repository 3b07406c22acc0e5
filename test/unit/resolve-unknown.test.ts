import { describe, expect, it } from 'vitest';
import { broadcastOf } from '../../shared/domain/event.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { resolveUnknown } from '../../shared/use-cases/resolve-unknown.ts';
import { batched, one, plannedBatch, saying } from '../samples/planned-batch.ts';
import { consent, hash, noon, phone } from '../samples/texting.ts';

const minute = 60_000;
const timeout: TextSendOutcome = { kind: 'unknown', reason: 'timeout' };

/** Three people of one batch, the first of whom is in doubt; `taken` whether Twilio has their text. */
const inDoubt = async (taken: boolean) => {
  const { desk, ruling, batch } = await plannedBatch(saying(timeout, 1, taken));
  await desk.send({ ...batch, hashes: [hash(one)] });
  const row = () => {
    const [found] = desk.rowsOf(one);
    if (!found) throw new Error('no row');
    return found;
  };
  expect(row().state).toBe('unknown');
  const id = broadcastOf(ruling.event);
  const listed = desk.sentTexts.listed.get(phone(one)) ?? [];
  /** What Twilio lists is otherwise. */
  const list = (differs: Partial<(typeof listed)[number]>) =>
    desk.sentTexts.listed.set(
      phone(one),
      listed.map((text) => ({ ...text, ...differs })),
    );
  const asked = () => desk.sentTexts.asked.filter((to) => to === phone(one)).length;
  const tried = () => desk.sender.tried.filter(({ to }) => to === phone(one)).length;
  /** Looks are due by the Timetable; time passes by the minute where they may be. */
  const pass = async (minutes: number) => {
    for (let passed = 0; passed < minutes; passed++) await desk.pass(minute);
  };
  return { desk, id, row, list, asked, tried, pass };
};

describe('a text in doubt', () => {
  it('is looked for after a quarter of an hour, two hours and twelve, and is lost after sixteen; it is never posted again', async () => {
    const { row, asked, tried, pass, desk, id } = await inDoubt(false);
    const looks: number[] = [];
    let lostAfter: number | undefined;
    for (let passed = 5; passed <= 17 * 60; passed += 5) {
      await pass(5);
      while (looks.length < asked()) looks.push(passed);
      if (row().state === 'lost') lostAfter ??= passed;
    }
    expect(looks).toEqual([15, 120, 720]);
    expect(lostAfter).toBe(960);
    expect(tried()).toBe(1);
    const tallies = await desk.broadcasts.tallies(id);
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.lost, 0)).toBe(1);
    expect(row()).toMatchObject({ looks: 3 });
  });

  it('that Twilio lists is what Twilio says of it', async () => {
    const { desk, id, row, pass, tried } = await inDoubt(true);
    await pass(15);
    expect(row()).toMatchObject({ state: 'accepted', sid: desk.sender.taken.find(({ to }) => to === phone(one))?.sid });
    const tallies = await desk.broadcasts.tallies(id);
    expect(tallies.reduce((sum, { counts }) => sum + counts.states.accepted, 0)).toBe(3);
    expect(tried()).toBe(1);
  });

  it.each([
    ['delivered', null, 'delivered'],
    ['undelivered', 30_003, 'undelivered'],
    ['queued', null, 'accepted'],
    ['a word of tomorrow', null, 'accepted'],
  ])('whose status is "%s" (code %s) is %s', async (status, code, state) => {
    const { desk, id, row, list, pass } = await inDoubt(true);
    list({ status, code });
    await pass(15);
    expect(row()).toMatchObject({ state, code });
    const codes = (await desk.broadcasts.tallies(id)).map(({ counts }) => counts.codes);
    expect(Object.assign({}, ...codes)).toEqual(code === null ? {} : { [code]: 1 });
  });

  it('is not proven by other words, nor by an older text with the same', async () => {
    const { desk, row, list, pass } = await inDoubt(true);
    // Twilio tells whole seconds, so its list may begin a little earlier than asked for
    desk.sentTexts.to = async (to) => desk.sentTexts.listed.get(to) ?? [];
    const at = Date.parse(row().at);
    list({ body: 'Ferry St: another text.' });
    await pass(15);
    expect(row()).toMatchObject({ state: 'unknown', looks: 1 });
    list({ createdAt: at - minute - 1 });
    await pass(120);
    expect(row()).toMatchObject({ state: 'unknown', looks: 2 });
    list({ createdAt: at - minute });
    await pass(12 * 60);
    expect(row()).toMatchObject({ state: 'accepted', looks: 2 });
  });

  it('whose code says that the number is no mobile suppresses it, and a strike counts once', async () => {
    const { desk, list, pass } = await inDoubt(true);
    list({ status: 'undelivered', code: 30_006 });
    await pass(15);
    expect(await desk.subscribers.find(hash(one))).toMatchObject({ status: 'suppressed', reason: 'invalid-number' });
    const other = await inDoubt(true);
    other.list({ status: 'undelivered', code: 30_003 });
    await other.pass(15);
    await other.desk.recheck(other.id);
    expect(await other.desk.subscribers.find(hash(one))).toMatchObject({ strikes: { kind: 'unreachable', count: 1 } });
  });

  it('that was delivered clears the strikes of its number', async () => {
    const { desk, list, row } = await inDoubt(true);
    await desk.subscribers.strike(hash(one), 'unreachable', noon);
    list({ status: 'delivered' });
    const struck = { ...row(), struck: true };
    const broadcast = await desk.broadcasts.find(row().broadcastId);
    desk.clock.advance(15 * minute);
    if (broadcast) await resolveUnknown(desk)(broadcast, [struck], Number.POSITIVE_INFINITY);
    expect((await desk.subscribers.find(hash(one)))?.strikes).toBeNull();
  });

  it('of somebody who had their profile removed is not looked for, and is lost in its time', async () => {
    const { desk, row, asked, pass } = await inDoubt(true);
    await desk.subscribers.erase({ hash: hash(one), at: noon, by: 'page' }, consent({ kind: 'erased' }));
    await pass(15 * 60);
    expect(row().state).toBe('unknown');
    await pass(60);
    expect(row().state).toBe('lost');
    expect(asked()).toBe(0);
  });

  it('stays as it is while Twilio does not say, which is logged without a word of the person, and is looked for again', async () => {
    const { desk, row, pass } = await inDoubt(true);
    const { to } = desk.sentTexts;
    desk.sentTexts.to = () => Promise.reject(new Error('503'));
    await pass(15);
    expect(row()).toMatchObject({ state: 'unknown', looks: 0 });
    const [line] = desk.log.lines.filter(({ code }) => code === 'TEXT_NOT_LOOKED_FOR');
    expect(JSON.stringify(line)).not.toMatch(new RegExp(`${phone(one).slice(1)}|${hash(one)}`));
    desk.sentTexts.to = to;
    await pass(15);
    expect(row().state).toBe('accepted');
  });

  it('is lost after its sixteen hours though Twilio never said, and not before', async () => {
    const { desk, row, pass } = await inDoubt(true);
    desk.sentTexts.to = () => Promise.reject(new Error('503'));
    await pass(16 * 60 - 15);
    expect(row().state).toBe('unknown');
    await pass(15);
    expect(row()).toMatchObject({ state: 'lost', looks: 0 });
    const looked = desk.log.count('TEXT_NOT_LOOKED_FOR');
    await pass(60);
    expect(desk.log.count('TEXT_NOT_LOOKED_FOR')).toBe(looked);
  });

  it('that Twilio has is not lost where writing it down fails, however old it is', async () => {
    const { desk, id, row } = await inDoubt(true);
    const { move } = desk.ledger;
    desk.ledger.move = (key, from, to, ...rest) =>
      to === 'accepted' ? Promise.reject(new Error('DynamoDB')) : move(key, from, to, ...rest);
    desk.clock.advance(17 * 60 * minute);
    await desk.recheck(id);
    expect(row().state).toBe('unknown');
    desk.ledger.move = move;
    await desk.recheck(id);
    expect(row().state).toBe('accepted');
  });

  it('is healed by a callback even when it is lost', async () => {
    const { desk, row, pass } = await inDoubt(true);
    desk.sentTexts.listed.clear();
    await pass(16 * 60);
    expect(row().state).toBe('lost');
    await desk.hear(row(), 'delivered');
    expect(row().state).toBe('delivered');
  });

  it('is left for the next look once the time of this one is over', async () => {
    const { desk, row } = await inDoubt(true);
    const broadcast = await desk.broadcasts.find(row().broadcastId);
    desk.clock.advance(15 * minute);
    if (!broadcast) throw new Error('no broadcast');
    expect(await resolveUnknown(desk)(broadcast, [row()], desk.clock.now())).toEqual([row()]);
    expect(row()).toMatchObject({ state: 'unknown', looks: 0 });
  });
});

it('a text that a death left at posting is in doubt since then: Twilio has it from that time', async () => {
  const { desk, batch } = await plannedBatch((text, number) => ({
    taken: true,
    says: { kind: 'accepted', sid: `SM${number}${text.to.length}` },
  }));
  const { move } = desk.ledger;
  desk.ledger.move = async (key, from, ...rest) => {
    if (from === 'posting') throw new Error('died');
    return move(key, from, ...rest);
  };
  await expect(desk.send(batch)).rejects.toThrow('died');
  desk.ledger.move = move;
  for (const last of batched) expect(desk.rowsOf(last)[0]?.state).toBe('posting');
  for (let passed = 0; passed < 30; passed++) await desk.pass(minute);
  for (const last of batched) {
    expect(desk.rowsOf(last)[0]?.state).toBe('accepted');
    expect(desk.textsTo(last)).toHaveLength(1);
  }
});
