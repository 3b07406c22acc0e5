import { describe, expect, test } from 'vitest';
import { askToConfirm } from '../../shared/use-cases/ask-to-confirm.ts';
import { leaveByPage } from '../../shared/use-cases/manage-preferences.ts';
import { suppressPhone } from '../../shared/use-cases/suppress-phone.ts';
import { editor } from '../samples/newsroom-deps.ts';
import { peopleDesk, signUpOf, visitor } from '../samples/people-desk.ts';
import { hash, phone } from '../samples/texting.ts';

const hour = 3_600_000;
const day = 24 * hour;
const question = (last: number) => ({ kind: 'confirmation', hash: hash(last) });

describe('a sign-up on the page', () => {
  test('waits a day for JOIN with its preferences, and the phone is asked', async () => {
    const desk = peopleDesk();
    await desk.signUp(1, { zip: '20001', topics: ['health'], frequency: 'daily', notBefore: 11 });
    const [pending] = desk.signUps.all();
    expect(pending).toMatchObject({
      ...{ hash: hash(1), at: '2026-11-20T17:00:01.000Z', until: '2026-11-21T17:00:01.000Z', text: 'owed' },
      preferences: {
        zip: '20001',
        topics: ['health'],
        editions: [],
        language: 'en',
        frequency: 'daily',
        notBefore: 11,
      },
    });
    expect(await desk.vault.open(pending?.phone ?? '', hash(1))).toBe(phone(1));
    expect(await desk.subscribers.find(hash(1))).toBeUndefined();
    expect(desk.urgent.messages()).toEqual([question(1), { ...question(1), until: pending?.until }]);
  });

  test('leaves evidence of what was agreed to, on which page, and the address apart and sealed', async () => {
    const desk = peopleDesk();
    await desk.signUp(1, { language: 'es' });
    expect(await desk.subscribers.evidenceOf(hash(1))).toEqual([
      expect.objectContaining({
        ...{ kind: 'asked', by: 'page', adult: true, pageUrl: 'https://newsroom.example/texts' },
        ...{ userAgent: 'Firefox/145.0', sid: null, said: null },
        wording: { version: '2026-11', language: 'es', sha256: expect.stringMatching(/^[0-9a-f]{64}$/) },
      }),
    ]);
    const [address] = desk.signUps.addresses;
    expect(await desk.vault.open(address?.sealed ?? '', hash(1))).toBe(visitor.address);
    expect(address?.forgetAt).toBe('2027-02-18T17:00:01.000Z');
    expect(JSON.stringify(desk.subscribers.evidence)).not.toContain(visitor.address);
  });

  test('once more leaves the first as it is, whoever made it, until that has run out', async () => {
    const desk = peopleDesk();
    await desk.signUp(1, { zip: '20001', topics: ['economy'] });
    desk.clock.advance(hour);
    await desk.signUp(1, { zip: '96910', topics: ['health'] }, { ...visitor, address: '203.0.113.9' });
    expect(desk.signUps.all()).toMatchObject([{ preferences: { zip: '20001', topics: ['economy'] } }]);
    expect(await desk.history(1)).toEqual(['asked page', 'asked page']);
    desk.clock.advance(day);
    await desk.signUp(1, { zip: '85001', topics: ['health'] });
    expect(desk.signUps.all()).toMatchObject([{ preferences: { zip: '85001', topics: ['health'] } }]);
  });

  test('asks a phone no second time in 30 days after its text left, and as often as it did not', async () => {
    const desk = peopleDesk();
    const questions = () => desk.urgent.sent.splice(0).filter(({ delaySeconds }) => delaySeconds === 0).length;
    await desk.signUp(1);
    expect(questions()).toBe(1);
    desk.clock.advance(29 * day);
    await desk.signUp(1);
    expect(questions()).toBe(1);
    await desk.signUps.post(hash(1), new Date(desk.clock.now()).toISOString());
    await desk.signUps.moveText(hash(1), 'posting', 'sent');
    for (const days of [0, 2, 27]) {
      desk.clock.advance(days * day);
      await desk.signUp(1);
      // only what would have been the question of a process that died, which finds nothing owed
      expect([questions(), desk.signUps.all()], String(days)).toMatchObject([0, [{ text: 'sent' }]]);
    }
    desk.clock.advance(2 * day);
    await desk.signUp(1);
    expect([questions(), desk.signUps.all()]).toMatchObject([1, [{ text: 'owed' }]]);
  });

  test('keeps in the evidence neither the ZIP nor what a page says after its path', async () => {
    const desk = peopleDesk();
    const pageUrl = 'https://sam:secret@newsroom.example/texts?email=sam%40roe.example#me';
    await desk.signUp(1, { pageUrl, zip: '20001', topics: ['health'] });
    await desk.say(1, 'JOIN');
    const rows = await desk.subscribers.evidenceOf(hash(1));
    expect(rows).toMatchObject([
      { kind: 'asked', pageUrl: 'https://newsroom.example/texts', preferences: { zip: null, topics: ['health'] } },
      { kind: 'confirmed', pageUrl: null, preferences: { zip: null, topics: ['health'] } },
    ]);
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ zip: '20001' });
  });

  test('that meets an opt-out, an erasure or a JOIN after its look leaves nobody waiting to be texted', async () => {
    const meetings = {
      letter: (desk: ReturnType<typeof peopleDesk>) => suppressPhone(desk)(phone(1), 'a letter', editor),
      join: (desk: ReturnType<typeof peopleDesk>) => desk.say(1, 'JOIN'),
      erasure: async (desk: ReturnType<typeof peopleDesk>) => {
        await desk.say(1, 'JOIN');
        await leaveByPage(desk)(hash(1), true);
      },
    };
    for (const [name, meet] of Object.entries(meetings)) {
      const desk = peopleDesk();
      const { send } = desk.urgent;
      desk.urgent.send = async (...sent) => {
        desk.urgent.send = send;
        await meet(desk);
        return send(...sent);
      };
      await desk.signUp(1);
      expect(desk.signUps.all(), name).toEqual([]);
      expect(await desk.history(1), name).not.toContain('asked page');
      expect(await desk.signUps.post(hash(1), new Date(desk.clock.now()).toISOString()), name).toBe(false);
    }
  });

  test('of somebody who is there, also paused or out of reach, changes nothing but the evidence, and texts nobody', async () => {
    for (const [status, reason] of [
      ['active', null],
      ['paused', 'own-wish'],
      ['paused', 'unclear-reply'],
      ['dormant', 'unreachable'],
    ] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status, reason });
      const before = await desk.subscribers.find(hash(1));
      await desk.signUp(1, { topics: ['health'], frequency: 'weekly' });
      expect(await desk.subscribers.find(hash(1))).toEqual(before);
      expect(await desk.history(1)).toEqual(['recorded operator', 'asked page']);
      expect([desk.signUps.all(), desk.urgent.sent], reason ?? status).toEqual([[], []]);
    }
  });

  test('comes to nothing for a number that is not to be texted', async () => {
    for (const reason of ['opted-out', 'invalid-number', 'blocked', 'deactivated'] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status: 'suppressed', reason });
      await desk.signUp(1);
      expect([desk.signUps.all(), desk.urgent.sent], reason).toEqual([[], []]);
      expect(await desk.history(1), reason).toEqual(['recorded operator']);
    }
    const desk = peopleDesk();
    await desk.say(1, 'STOP');
    await desk.signUp(1);
    expect([desk.signUps.all(), desk.urgent.sent]).toEqual([[], []]);
  });
});

describe('over a limit', () => {
  test('of one address nobody more is asked in that hour, and the log tells of no person', async () => {
    const desk = peopleDesk();
    for (let last = 1; last <= 7; last++) await desk.signUp(last, {}, { ...visitor });
    expect(desk.signUps.all()).toHaveLength(5);
    expect(desk.log.lines).toEqual(
      Array.from({ length: 2 }, () => ({ level: 'warn', code: 'SIGN_UP_LIMITED', fields: { by: 'address' } })),
    );
    desk.clock.advance(hour);
    await desk.signUp(8);
    expect(desk.signUps.all()).toHaveLength(6);
  });

  test('of a day neither, hour after hour', async () => {
    const desk = peopleDesk();
    desk.clock.advance(-16 * hour);
    for (let of = 0; of < 6; of++) {
      for (let each = 0; each < 5; each++) await desk.signUp(of * 5 + each);
      desk.clock.advance(hour);
    }
    expect(desk.signUps.all()).toHaveLength(20);
  });

  test('of numbers that begin alike neither, wherever it comes from', async () => {
    const desk = peopleDesk();
    for (let last = 0; last < 25; last++) await desk.signUp(last, {}, { ...visitor, address: `198.51.100.${last}` });
    expect(desk.signUps.all()).toHaveLength(20);
    await desk.signUp(30, { phone: phone(30, 212) }, { ...visitor, address: '198.51.100.99' });
    expect(desk.signUps.all()).toHaveLength(21);
  });

  test('of the newsroom nobody more is asked in that hour, though no two numbers or addresses are alike', async () => {
    const desk = peopleDesk();
    const sign = (at: number) =>
      askToConfirm(desk)(signUpOf(1, { phone: phone(1, 202 + Math.floor(at / 10) * 100) }), visitor);
    const { count } = desk.signUps;
    let counted = 0;
    desk.signUps.count = async (names, until) => {
      if (!names.some((name) => name.startsWith('newsroom#'))) return names.map(() => 1);
      counted += 1;
      return (await count(names, until)).map((asked) => asked + 599);
    };
    await sign(0);
    await sign(10);
    expect(desk.signUps.all()).toHaveLength(1);
    expect(desk.log.lines).toEqual([{ level: 'warn', code: 'SIGN_UP_LIMITED', fields: { by: 'newsroom' } }]);
    // one address that tries again and again shuts the page for nobody else
    desk.signUps.count = async (names) => names.map((name) => (name.startsWith('address#') ? 99 : 1));
    await sign(20);
    expect(counted).toBe(2);
    expect(desk.log.lines.at(-1)).toMatchObject({ fields: { by: 'address' } });
  });

  test('counts lie under keyed names', async () => {
    const desk = peopleDesk();
    const names: string[] = [];
    const { count } = desk.signUps;
    desk.signUps.count = (counted, until) => {
      names.push(...counted);
      return count(counted, until);
    };
    await desk.signUp(1);
    expect(names).toHaveLength(4);
    for (const name of names) expect(name).not.toMatch(/198\.51|2025550/);
  });
});

describe('whatever the history, the caller', () => {
  const histories = {
    new: async () => {},
    active: (desk: ReturnType<typeof peopleDesk>) => desk.has(1),
    paused: (desk: ReturnType<typeof peopleDesk>) => desk.has(1, { status: 'paused', reason: 'own-wish' }),
    suppressed: (desk: ReturnType<typeof peopleDesk>) => desk.has(1, { status: 'suppressed', reason: 'opted-out' }),
    limited: async (desk: ReturnType<typeof peopleDesk>) => {
      for (let last = 50; last < 60; last++) await desk.signUp(last);
    },
  };

  test('is answered after the same time, however long the work took', async () => {
    for (const [name, history] of Object.entries(histories)) {
      for (const ms of [0, 7, 60, 399]) {
        const desk = peopleDesk();
        await history(desk);
        const { count } = desk.signUps;
        desk.signUps.count = async (...asked) => {
          desk.signUps.count = count;
          desk.clock.advance(ms);
          return count(...asked);
        };
        const came = desk.clock.now();
        await askToConfirm(desk)(signUpOf(1), visitor);
        expect(desk.clock.now() - came, `${name}, ${ms} ms`).toBe(400);
      }
    }
  });

  test('waits as long where it fails', async () => {
    const desk = peopleDesk();
    desk.signUps.ask = () => Promise.reject(new Error('down'));
    const came = desk.clock.now();
    await expect(askToConfirm(desk)(signUpOf(1), visitor)).rejects.toThrow('down');
    expect(desk.clock.now() - came).toBe(400);
  });
});
