import { describe, expect, test } from 'vitest';
import type { InboundText } from '../../shared/ports/inbound-log.ts';
import { listHeldReplies, resolveReply } from '../../shared/use-cases/hold-reply.ts';
import { changePreferences } from '../../shared/use-cases/manage-preferences.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { peopleDesk } from '../samples/people-desk.ts';
import { hash } from '../samples/texting.ts';

const sid = (text: number): string => `SM${String(text).padStart(32, '0')}`;
const later = '2027-02-18T17:00:00.000Z';
const reply = (body: string): InboundText => ({
  ...{ sid: sid(99), hash: hash(1), at: '2026-11-20T17:00:01.000Z', kind: 'unclear', held: true },
  ...{ body, resolvedAs: null },
});
const held = async (...bodies: readonly string[]) => {
  const desk = peopleDesk();
  await desk.has(1);
  for (const body of bodies) await desk.say(1, body);
  return desk;
};

test('texts that wait are shown oldest first, in their words and without a number', async () => {
  const desk = await held('not interested', 'nope');
  await desk.has(2);
  await desk.say(2, 'lol');
  expect(await listHeldReplies(desk)()).toEqual([
    { id: sid(1), at: '2026-11-20T17:00:01.000Z', kind: 'unclear', body: 'not interested' },
    { id: sid(2), at: '2026-11-20T17:00:02.000Z', kind: 'unclear', body: 'nope' },
  ]);
});

describe('a person', () => {
  test('who takes it for an opt-out ends the texts', async () => {
    const desk = await held('not interested');
    expect(await resolveReply(desk)(sid(1), true, editor)).toBe(true);
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    const row = (await desk.subscribers.evidenceOf(hash(1))).at(-1);
    expect(row).toMatchObject({ kind: 'left', by: 'operator', recordedBy: editor.id, sid: sid(1) });
    expect(await desk.vault.open(row?.said ?? '', hash(1))).toBe('not interested');
    expect(await listHeldReplies(desk)()).toEqual([]);
  });

  test('who takes it for none lets them go on', async () => {
    const desk = await held('not interested');
    expect(await resolveReply(desk)(sid(1), false, editor)).toBe(true);
    expect(await desk.standing(1)).toBe('active');
    expect((await desk.history(1)).at(-1)).toBe('resumed operator');
    expect(desk.inbound.all()).toMatchObject([{ held: false, resolvedAs: 'no-opt-out' }]);
  });

  test('who has read one of two texts lets nothing go on yet', async () => {
    const desk = await held('not interested', 'nope');
    await resolveReply(desk)(sid(1), false, editor);
    expect(await desk.standing(1)).toBe('paused unclear-reply');
    await resolveReply(desk)(sid(2), false, editor);
    expect(await desk.standing(1)).toBe('active');
  });

  test('lets nothing go on where another text comes at that moment, before or after it is looked for', async () => {
    for (const at of [1, 2, 3]) {
      const desk = await held('not interested');
      const { held: waiting } = desk.inbound;
      let looks = 0;
      // after the first look; before the second; while they are moved
      desk.inbound.held = async (limit) => {
        looks += 1;
        if (at === 2 && looks === 2) await desk.say(1, 'nope');
        const found = await waiting(limit);
        if (at === 1 && looks === 1) await desk.say(1, 'nope');
        return found;
      };
      const { move } = desk.subscribers;
      desk.subscribers.move = async (...moved) => {
        desk.subscribers.move = move;
        // of the same instant as what the person says
        if (at === 3) await desk.inbound.add(reply('nope'), later);
        return move(...moved);
      };
      await resolveReply(desk)(sid(1), false, editor);
      expect(await desk.standing(1), String(at)).toBe('paused unclear-reply');
      expect(await waiting(10)).toHaveLength(1);
    }
  });

  test('lets nothing go on where they pause by themselves at that moment', async () => {
    const desk = await held('not interested');
    const { move } = desk.subscribers;
    desk.subscribers.move = async (...moved) => {
      desk.subscribers.move = move;
      await desk.say(1, 'START');
      desk.clock.advance(1000);
      await changePreferences(desk)(hash(1), { status: 'paused' });
      return move(...moved);
    };
    await resolveReply(desk)(sid(1), false, editor);
    expect(await desk.standing(1)).toBe('paused own-wish');
  });

  test('undoes no pause of their own, and no opt-out', async () => {
    const paused = await held('not interested');
    await changePreferences(paused)(hash(1), { status: 'active' });
    await changePreferences(paused)(hash(1), { status: 'paused' });
    await resolveReply(paused)(sid(1), false, editor);
    expect(await paused.standing(1)).toBe('paused own-wish');
    const left = await held('not interested', 'STOP');
    await resolveReply(left)(sid(1), false, editor);
    expect(await left.standing(1)).toBe('suppressed opted-out');
  });

  test('ends nothing where they have said since then that they want texts', async () => {
    const byText = await held('not interested', 'START');
    await resolveReply(byText)(sid(1), true, editor);
    expect(await byText.standing(1)).toBe('active');
    const byPage = await held('not interested');
    byPage.clock.advance(1000);
    await changePreferences(byPage)(hash(1), { status: 'active' });
    await resolveReply(byPage)(sid(1), true, editor);
    expect(await byPage.standing(1)).toBe('active');
    expect(byPage.inbound.all()).toMatchObject([{ held: false, resolvedAs: 'opt-out' }]);
  });

  test('finds no text that does not wait', async () => {
    const desk = await held('not interested', 'lol');
    for (const id of [sid(2), sid(9), '']) expect(await resolveReply(desk)(id, true, editor), id).toBe(false);
    await resolveReply(desk)(sid(1), false, editor);
    expect(await resolveReply(desk)(sid(1), true, editor)).toBe(false);
    expect(await desk.standing(1)).toBe('active');
  });

  test('who dies in between finds the text waiting, and comes to the same end', async () => {
    for (const optOut of [true, false]) {
      const desk = await held('not interested');
      const { resolve } = desk.inbound;
      desk.inbound.resolve = () => Promise.reject(new Error('dead'));
      await expect(resolveReply(desk)(sid(1), optOut, editor)).rejects.toThrow('dead');
      desk.inbound.resolve = resolve;
      expect(await resolveReply(desk)(sid(1), optOut, editor)).toBe(true);
      expect(await desk.standing(1)).toBe(optOut ? 'suppressed opted-out' : 'active');
    }
  });
});
