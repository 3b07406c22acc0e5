import { describe, expect, test } from 'vitest';
import { evidence } from '../../shared/domain/consent-history.ts';
import { serviceText } from '../../shared/domain/service-text.ts';
import type { Subscriber } from '../../shared/domain/subscriber.ts';
import { listHeldReplies } from '../../shared/use-cases/hold-reply.ts';
import { changePreferences, leaveByPage } from '../../shared/use-cases/manage-preferences.ts';
import { peopleDesk, tollFree } from '../samples/people-desk.ts';
import { newsroom } from '../samples/revision.ts';
import { hash, phone } from '../samples/texting.ts';

const said = (
  kind:
    | 'welcome'
    | 'heldForPerson'
    | 'help'
    | 'started'
    | 'alreadyActive'
    | 'startNeeded'
    | 'paused'
    | 'notSubscribed'
    | 'noMatch'
    | 'tooMany',
  language = 'en',
) => [serviceText(newsroom, language, { kind })];
const later = '2026-11-20T18:00:00.000Z';
const evening = '2026-11-20T23:00:00.000Z';
const stopped = [serviceText(newsroom, 'en', { kind: 'stopped', topic: null })];
const away = [
  ['opted-out', 'STOP'],
  ['paused', 'own-wish'],
] as const;

describe('an opt-out', () => {
  test('ends everything for whoever is there, is confirmed once, and says so in the evidence with their words sealed', async () => {
    for (const [status, reason] of [
      ['active', null],
      ['paused', 'own-wish'],
      ['paused', 'unclear-reply'],
      ['dormant', 'unreachable'],
    ] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status, reason });
      expect(await desk.say(1, 'Stop texting me'), status).toEqual(stopped);
      expect(await desk.standing(1)).toBe('suppressed opted-out');
      const row = (await desk.subscribers.evidenceOf(hash(1))).at(-1);
      expect(row).toMatchObject({ kind: 'left', by: 'text', sid: `SM${'1'.padStart(32, '0')}` });
      expect(await desk.vault.open(row?.said ?? '', hash(1))).toBe('Stop texting me');
      expect(await desk.say(1, 'STOP'), 'once more').toEqual([]);
      expect(await desk.history(1)).toEqual(['recorded operator', 'left text', 'left text']);
    }
  });

  test('of a number that carriers had given up says it all the same', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'suppressed', reason: 'blocked' });
    expect(await desk.say(1, 'STOP')).toEqual(stopped);
    expect(await desk.standing(1)).toBe('suppressed opted-out');
  });

  test('of a number that we do not know keeps it from being texted', async () => {
    const desk = peopleDesk();
    expect(await desk.say(1, 'wrong number')).toEqual(stopped);
    expect(await desk.subscribers.suppressionOf(hash(1))).toMatchObject({ hash: hash(1), by: 'text' });
    expect(await desk.history(1)).toEqual(['left text']);
    expect(await desk.say(1, 'STOP')).toEqual([]);
  });

  test('drops a sign-up that waits, and the question that it is owed', async () => {
    const desk = peopleDesk();
    await desk.signUp(1, { topics: ['health'] });
    await desk.say(1, 'STOP');
    expect(desk.signUps.all()).toEqual([]);
    expect(await desk.signUps.post(hash(1), '2026-11-20T17:01:00.000Z')).toBe(false);
    await desk.say(1, 'JOIN');
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'active', topics: [] });
  });

  test('is acted on where its words cannot be sealed, and what may be one too', async () => {
    const desk = peopleDesk();
    const down = () => Promise.reject(new Error('the key of 2025550101 is away'));
    for (const last of [1, 2]) await desk.has(last);
    desk.vault.seal = down;
    expect(await desk.say(1, 'STOP')).toEqual(stopped);
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    expect((await desk.subscribers.evidenceOf(hash(1))).at(-1)).toMatchObject({ kind: 'left', said: null });
    expect(await desk.say(2, 'not interested')).toEqual(said('heldForPerson'));
    expect(await desk.standing(2)).toBe('paused unclear-reply');
    expect(desk.inbound.all().map(({ body, held }) => [body, held])).toEqual([
      [null, false],
      [null, true],
    ]);
    expect(await listHeldReplies(desk)()).toMatchObject([{ body: null }]);
    const lines = desk.log.lines.filter(({ code }) => code === 'WORDS_NOT_KEPT');
    expect(lines).toEqual([1, 2].map(() => ({ level: 'warn', code: 'WORDS_NOT_KEPT', fields: { reason: 'Error' } })));
  });

  test('is acted on before it is written down: whoever dies there has ended texts, though nobody tells them again', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    const { add } = desk.inbound;
    desk.inbound.add = () => Promise.reject(new Error('dead'));
    await expect(desk.say(1, 'STOP', { MessageSid: 'SM-stop' })).rejects.toThrow('dead');
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    desk.inbound.add = add;
    expect(await desk.say(1, 'STOP', { MessageSid: 'SM-stop' })).toEqual(stopped);
    await desk.say(1, 'JOIN');
    // told once more, it counts as of when it was acted on
    expect(await desk.say(1, 'STOP', { MessageSid: 'SM-stop' })).toEqual([]);
    expect(await desk.standing(1)).toBe('active');
  });

  test('may name one of their topics to keep', async () => {
    const desk = peopleDesk();
    await desk.has(1, { topics: ['health', 'economy'] });
    expect(await desk.say(1, 'STOP')).toEqual([serviceText(newsroom, 'en', { kind: 'stopped', topic: 'health' })]);
  });

  test('waits for no list of topics', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    desk.directory.feedsAfter = () => Promise.reject(new Error('down'));
    expect(await desk.say(1, 'stop it, only bad news')).toEqual(stopped);
  });
});

describe('what may be an opt-out', () => {
  test('pauses, waits for a person, and is answered once', async () => {
    for (const [status, reason] of [
      ['active', null],
      ['dormant', 'unreachable'],
    ] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status, reason });
      expect(await desk.say(1, 'not interested'), status).toEqual(said('heldForPerson'));
      expect(await desk.standing(1)).toBe('paused unclear-reply');
      expect(await desk.say(1, 'not interested')).toEqual([]);
      expect(await desk.inbound.held(10)).toHaveLength(2);
      // nobody sees by whom
      expect(desk.log.lines.filter(({ code }) => code === 'REPLY_HELD')).toEqual(
        [1, 2].map(() => ({ level: 'warn', code: 'REPLY_HELD', fields: {} })),
      );
      expect((await desk.history(1)).slice(1), 'each of them is in the evidence').toEqual([
        'paused text',
        'paused text',
      ]);
    }
  });

  test('holds back whoever becomes active again at that moment by what they said before it', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'paused', reason: 'own-wish' });
    const { move } = desk.subscribers;
    desk.subscribers.move = async (...moved) => {
      desk.subscribers.move = move;
      await desk.say(1, 'not interested');
      return move(...moved);
    };
    await desk.say(1, 'START');
    expect(await desk.standing(1)).toBe('paused unclear-reply');
  });

  test('makes less of no STOP that came before it', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'paused', reason: 'own-wish' });
    const { move } = desk.subscribers;
    desk.subscribers.move = async (...moved) => {
      desk.subscribers.move = move;
      await desk.subscribers.witness(evidence({ hash: hash(1), at: later, kind: 'left', by: 'text' }));
      await desk.subscribers.witness(evidence({ hash: hash(1), at: evening, kind: 'paused', by: 'text' }));
      return move(...moved);
    };
    await desk.say(1, 'START');
    expect(await desk.standing(1)).toBe('suppressed opted-out');
  });

  test('of somebody who has paused themselves waits for a person, and their pause stays their own', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'paused', reason: 'own-wish' });
    expect(await desk.say(1, 'not interested')).toEqual([]);
    expect(await desk.standing(1)).toBe('paused own-wish');
    expect(await desk.inbound.held(10)).toHaveLength(1);
  });

  test('of whoever gets no texts waits for nobody', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'suppressed', reason: 'opted-out' });
    for (const last of [1, 2]) expect(await desk.say(last, 'not interested')).toEqual([]);
    expect(await desk.inbound.held(10)).toEqual([]);
  });

  test('is not “lol”', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    expect(await desk.say(1, 'lol')).toEqual([]);
    expect(await desk.standing(1)).toBe('active');
  });
});

describe('JOIN', () => {
  test('confirms a sign-up with its preferences and with what was agreed to on the page', async () => {
    const desk = peopleDesk();
    await desk.signUp(1, { zip: '85001', topics: ['health'], language: 'es', frequency: 'daily', notBefore: 11 });
    expect(await desk.say(1, 'Join')).toEqual(said('welcome', 'es'));
    const subscriber = await desk.subscribers.find(hash(1));
    expect(subscriber).toMatchObject({
      ...{ status: 'active', zones: 'America/Phoenix@11', topics: ['health'], language: 'es', frequency: 'daily' },
    });
    expect(await desk.vault.open(subscriber?.phone ?? '', hash(1))).toBe(phone(1));
    expect(desk.signUps.all()).toEqual([]);
    expect((await desk.subscribers.evidenceOf(hash(1))).at(-1)).toMatchObject({
      ...{ kind: 'confirmed', by: 'text', adult: true, wording: { version: '2026-11', language: 'es' } },
    });
  });

  test('without a sign-up, or after its day, takes in with what is usual', async () => {
    for (const late of [false, true]) {
      const desk = peopleDesk();
      if (late) await desk.signUp(1, { topics: ['health'] });
      desk.clock.advance(24 * 3_600_000);
      expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
      expect(await desk.subscribers.find(hash(1))).toMatchObject({
        ...{ topics: [], editions: [], language: 'en', frequency: 'immediate', zip: null, notBefore: null },
        zones: 'America/New_York',
      });
      expect((await desk.history(1)).at(-1)).toBe('joined text');
    }
  });

  test('in Spanish is answered in Spanish from then on', async () => {
    const desk = peopleDesk();
    expect(await desk.say(1, 'UNIRME')).toEqual(said('welcome', 'es'));
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ language: 'es' });
  });

  test('of somebody who is there says so; of somebody paused or out of reach it lets texts go on', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    expect(await desk.say(1, 'JOIN')).toEqual(said('alreadyActive'));
    expect(await desk.history(1)).toEqual(['recorded operator']);
    for (const [last, status, reason] of [
      [2, 'paused', 'own-wish'],
      [3, 'paused', 'unclear-reply'],
      [4, 'dormant', 'unreachable'],
    ] as const) {
      await desk.has(last, { status, reason, topics: ['health'] });
      expect(await desk.say(last, 'JOIN'), reason).toEqual(said('started'));
      expect(await desk.subscribers.find(hash(last))).toMatchObject({
        status: 'active',
        reason: null,
        topics: ['health'],
      });
      expect((await desk.history(last)).at(-1)).toBe('resumed text');
    }
  });

  test('of somebody whose number was typed into the page meanwhile brings nothing of that', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'paused', reason: 'own-wish' });
    await desk.signUp(1, { topics: ['health'], zip: '85001' });
    expect(await desk.say(1, 'JOIN')).toEqual(said('started'));
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'active', topics: [], zip: null });
  });

  test('brings back whoever had left, was erased, or was given up', async () => {
    for (const reason of ['opted-out', 'invalid-number', 'blocked'] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status: 'suppressed', reason, topics: ['health'] });
      expect(await desk.say(1, 'JOIN'), reason).toEqual(said('welcome'));
      expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'active', topics: ['health'] });
      expect((await desk.history(1)).at(-1)).toBe('returned text');
    }
    const desk = peopleDesk();
    await desk.say(1, 'STOP');
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
    expect([await desk.standing(1), await desk.subscribers.suppressionOf(hash(1))]).toEqual(['active', undefined]);
    expect(await desk.history(1)).toEqual(['left text', 'returned text']);
  });

  test('from a number that was given back shows whoever has it now nothing of who had it', async () => {
    const desk = peopleDesk();
    const theirs: Partial<Subscriber> = { topics: ['health'], zip: '85001', language: 'es', frequency: 'weekly' };
    await desk.has(1, { status: 'suppressed', reason: 'deactivated', ...theirs });
    expect(await desk.say(1, 'hello there')).toEqual([]);
    expect(await desk.standing(1)).toBe('suppressed deactivated');
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
    const fresh = { status: 'active', topics: [], zip: null, language: 'en', frequency: 'immediate' };
    expect(await desk.subscribers.find(hash(1))).toMatchObject(fresh);
  });
});

describe('START', () => {
  test('undoes a STOP and a pause', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    await desk.say(1, 'STOP');
    expect(await desk.say(1, 'START')).toEqual(said('welcome'));
    expect(await desk.standing(1)).toBe('active');
    await desk.has(2, { status: 'paused', reason: 'own-wish' });
    expect(await desk.say(2, 'START')).toEqual(said('started'));
    expect(await desk.say(2, 'START')).toEqual(said('alreadyActive'));
    // of whoever came by JOIN after it too
    for (const body of ['wrong number', 'JOIN', 'STOP', 'START']) await desk.say(3, body);
    expect(await desk.standing(3)).toBe('active');
  });

  test('after a STOP of whoever had never joined, or whose profile was erased, tells them of JOIN', async () => {
    const desk = peopleDesk();
    await desk.say(1, 'wrong number');
    await desk.has(2);
    await leaveByPage(desk)(hash(2), true);
    for (const last of [1, 2]) {
      expect(await desk.say(last, 'START')).toEqual(said('notSubscribed'));
      expect(await desk.standing(last)).toBeUndefined();
      expect(await desk.subscribers.suppressionOf(hash(last))).toBeDefined();
      expect(await desk.say(last, 'JOIN')).toEqual(said('welcome'));
    }
  });

  test('from a number that was given back is no consent of whoever has it now', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'suppressed', reason: 'deactivated' });
    expect(await desk.say(1, 'START')).toEqual(said('notSubscribed'));
    expect(await desk.standing(1)).toBeUndefined();
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
  });

  test('is no first consent, and confirms no sign-up: it is answered that JOIN is', async () => {
    const desk = peopleDesk();
    await desk.signUp(1);
    for (const last of [1, 2]) {
      expect(await desk.say(last, 'START')).toEqual(said('notSubscribed'));
      expect(await desk.standing(last)).toBeUndefined();
    }
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
  });
});

describe('where the network answers keywords', () => {
  test('its own are acted upon and not answered again', async () => {
    const desk = peopleDesk(tollFree);
    await desk.has(1);
    expect(await desk.say(1, 'STOP')).toEqual([]);
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    expect(await desk.say(1, 'START')).toEqual([]);
    expect(await desk.standing(1)).toBe('active');
    expect(await desk.say(1, 'HELP')).toEqual([]);
    expect(await desk.say(1, 'please stop')).toEqual(stopped);
  });

  test('its word for a text decides, and is not answered again', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    expect(await desk.say(1, 'ya estuvo', { OptOutType: 'STOP' })).toEqual([]);
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    expect(await desk.say(1, 'de nuevo', { OptOutType: 'START' })).toEqual([]);
    expect(await desk.standing(1)).toBe('active');
  });

  test('whoever left by it must text START: JOIN is told so, and brings nobody back', async () => {
    const desk = peopleDesk(tollFree);
    await desk.has(1);
    await desk.say(1, 'STOP');
    await desk.say(2, 'STOP');
    for (const last of [1, 2]) expect(await desk.say(last, 'JOIN'), String(last)).toEqual(said('startNeeded'));
    await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
    expect(await desk.say(1, 'ONLY health')).toEqual(said('startNeeded'));
    expect(await desk.standing(1)).toBe('suppressed opted-out');
    expect(await desk.standing(2)).toBeUndefined();
    await desk.say(1, 'START');
    expect(await desk.standing(1)).toBe('active');
    // who never joined is not in by START, but free to text JOIN; the network said that texts go on, so that this is said besides
    expect(await desk.say(2, 'START')).toEqual(said('notSubscribed'));
    expect(await desk.standing(2)).toBeUndefined();
    expect(await desk.say(2, 'JOIN')).toEqual(said('welcome'));
    await desk.say(2, 'STOP');
    expect(await desk.say(2, 'JOIN')).toEqual(said('startNeeded'));
  });

  test('whoever left another way is back with JOIN', async () => {
    const desk = peopleDesk(tollFree);
    await desk.has(1, { status: 'suppressed', reason: 'opted-out' });
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
  });
});

describe('any text', () => {
  test('wakes a phone that was out of reach, or that carriers said was none', async () => {
    for (const [status, reason, row] of [
      ['dormant', 'unreachable', 'resumed text'],
      ['suppressed', 'invalid-number', 'returned text'],
      ['suppressed', 'blocked', 'returned text'],
    ] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status, reason });
      expect(await desk.say(1, 'lol'), reason).toEqual([]);
      expect(await desk.standing(1), reason).toBe('active');
      expect((await desk.history(1)).at(-1), reason).toBe(row);
    }
  });

  test('wakes nobody who left, paused, or gave the number back', async () => {
    for (const [status, reason] of [
      ...away.map(() => ['suppressed', 'opted-out'] as const),
      ['paused', 'own-wish'],
      ['suppressed', 'deactivated'],
    ] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status, reason });
      for (const body of ['lol', 'HELP', 'STATUS', 'DROP health', 'thanks']) await desk.say(1, body);
      expect(await desk.standing(1)).toBe(`${status} ${reason}`);
    }
  });
});

describe('whoever is not subscribed', () => {
  test('is told so once a day, whatever they ask', async () => {
    const desk = peopleDesk();
    expect(await desk.say(1, 'STATUS')).toEqual(said('notSubscribed'));
    for (const body of ['STATUS', 'DAILY', 'did the senator vote twice', 'START'])
      expect(await desk.say(1, body)).toEqual([]);
    expect(await desk.say(2, 'did the senator vote twice')).toEqual(said('notSubscribed'));
    desk.clock.advance(24 * 3_600_000);
    expect(await desk.say(1, 'STATUS')).toEqual(said('notSubscribed'));
    expect(desk.lookedUp).toEqual([]);
  });

  test('gets HELP answered all the same', async () => {
    const desk = peopleDesk();
    for (let time = 0; time < 3; time++) expect(await desk.say(1, 'HELP')).toEqual(said('help'));
  });
});

describe('a change of preferences', () => {
  test('is made, answered, and in the evidence', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    for (const [body, frequency] of [
      ['DAILY', 'daily'],
      ['semanal', 'weekly'],
      ['NOW', 'immediate'],
    ] as const) {
      expect(await desk.say(1, body)).toEqual([serviceText(newsroom, 'en', { kind: 'frequencySet', frequency })]);
      expect(await desk.subscribers.find(hash(1))).toMatchObject({ frequency, zones: 'America/New_York' });
    }
    expect((await desk.history(1)).slice(1)).toEqual(Array(3).fill('changed text'));
    expect((await desk.subscribers.evidenceOf(hash(1))).at(-1)).toMatchObject({
      preferences: { frequency: 'immediate' },
    });
  });

  test('keeps or drops topics that there are, by slug or by name', async () => {
    const desk = peopleDesk();
    await desk.directory.list([
      { facet: 'author#sam-roe', label: 'Sam Roe' },
      { facet: 'topic#economy', label: 'Economy' },
      { facet: 'topic#public-health', label: 'Public health' },
      { facet: 'topic#voting', label: 'Voting' },
    ]);
    await desk.has(1);
    const topicsSet = (...topics: string[]) => [serviceText(newsroom, 'en', { kind: 'topicsSet', topics })];
    expect(await desk.say(1, 'DROP public health')).toEqual(topicsSet('Economy', 'Voting'));
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ topics: ['economy', 'voting'] });
    expect(await desk.say(1, 'ONLY voting, public-health')).toEqual(topicsSet('Voting', 'Public health'));
    expect(await desk.say(1, 'DROP voting')).toEqual(topicsSet('Public health'));
    expect(await desk.say(1, 'DROP gardening')).toEqual([
      serviceText(newsroom, 'en', { kind: 'unknownTopic', topics: ['Economy', 'Public health', 'Voting'] }),
    ]);
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'active', topics: ['public-health'] });
    // no topic left would be stored as all topics
    expect(await desk.say(1, 'DROP public health')).toEqual(said('paused'));
    expect(await desk.standing(1)).toBe('paused own-wish');
    expect((await desk.history(1)).at(-1)).toBe('paused text');
  });

  test('that asks for texts ends a pause of their own; to drop a topic does not', async () => {
    for (const body of ['DAILY', 'ONLY voting', 'NOW']) {
      const desk = peopleDesk();
      await desk.directory.list(['health', 'voting'].map((slug) => ({ facet: `topic#${slug}`, label: slug })));
      await desk.has(1, { topics: ['health'] });
      expect(await desk.say(1, 'DROP health')).toEqual(said('paused'));
      expect(await desk.say(1, 'DROP voting'), 'still paused').toEqual(said('paused'));
      expect(await desk.standing(1)).toBe('paused own-wish');
      const [answer] = await desk.say(1, body, { MessageSid: 'SM-resumes' });
      expect(answer, body).not.toBe(said('paused')[0]);
      expect(await desk.standing(1), body).toBe('active');
      expect((await desk.history(1)).slice(-2)).toEqual(['changed text', 'resumed text']);
      // the same text again undoes no later pause
      desk.clock.advance(1000);
      await changePreferences(desk)(hash(1), { status: 'paused' });
      await desk.say(1, body, { MessageSid: 'SM-resumes' });
      expect(await desk.standing(1), body).toBe('paused own-wish');
    }
  });

  test('whose process dies before texts go on is taken up when it comes again, unless they paused or left since', async () => {
    for (const [then, end] of [
      ['STATUS', 'active'],
      ['STOP', 'suppressed opted-out'],
      ['not interested', 'paused own-wish'],
    ] as const) {
      const desk = peopleDesk();
      await desk.has(1, { status: 'paused', reason: 'own-wish' });
      const { move } = desk.subscribers;
      desk.subscribers.move = () => Promise.reject(new Error('dead'));
      await expect(desk.say(1, 'DAILY', { MessageSid: 'SM-late' })).rejects.toThrow('dead');
      desk.subscribers.move = move;
      await desk.say(1, then);
      await desk.say(1, 'DAILY', { MessageSid: 'SM-late' });
      expect(await desk.standing(1), then).toBe(end);
    }
  });

  test('is made while a person reads a text of theirs, and they are told that they wait', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    await desk.say(1, 'not interested');
    expect(await desk.say(1, 'DAILY')).toEqual(said('heldForPerson'));
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'paused', frequency: 'daily' });
  });

  test('“ONLY health” after an opt-out keeps that topic, as its confirmation says', async () => {
    const desk = peopleDesk();
    await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
    await desk.has(1);
    await desk.say(1, 'STOP');
    expect(await desk.say(1, 'ONLY health')).toEqual([
      serviceText(newsroom, 'en', { kind: 'topicsSet', topics: ['Health'] }),
    ]);
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ status: 'active', topics: ['health'] });
    expect((await desk.history(1)).slice(1)).toEqual(['left text', 'returned text', 'changed text', 'resumed text']);
    // to drop a topic is no wish for the others
    await desk.say(1, 'STOP');
    expect(await desk.say(1, 'DROP health')).toEqual(said('notSubscribed'));
    expect(await desk.standing(1)).toBe('suppressed opted-out');
  });
});

test('STATUS tells how things are, with a link of their own that holds for a day and stands in no log', async () => {
  const desk = peopleDesk();
  await desk.has(1, { frequency: 'daily', status: 'paused', reason: 'own-wish' });
  const [answer = ''] = await desk.say(1, 'STATUS');
  const [, token = ''] = /https:\/\/wire\.newsroom\.example\/preferences#(\S+)/.exec(answer) ?? [];
  const now = desk.clock.now();
  expect(desk.tokens.open(token, now + 23 * 3_600_000)).toBe(hash(1));
  expect(desk.tokens.open(token, now + 25 * 3_600_000)).toBeUndefined();
  expect(JSON.stringify(desk.log.lines)).not.toContain(token);
});

describe('a claim', () => {
  test('of a subscriber is looked up and answered, or told that there is nothing', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    desk.claims.set('did the law double every toll', 'Ferry St: …');
    expect(await desk.say(1, 'did the law double every toll')).toEqual(['Ferry St: …']);
    expect(await desk.say(1, 'is the moon made of cheese')).toEqual(said('noMatch'));
    expect(desk.lookedUp).toEqual(['did the law double every toll', 'is the moon made of cheese']);
  });

  test('of somebody paused is not looked up: a correction of it would not reach them', async () => {
    const desk = peopleDesk();
    await desk.has(1, { status: 'paused', reason: 'own-wish' });
    expect(await desk.say(1, 'did the law double every toll')).toEqual(said('paused'));
    expect(desk.lookedUp).toEqual([]);
  });

  test('is answered twenty times a day, then refused once, then not at all', async () => {
    const desk = peopleDesk();
    await desk.has(1);
    for (let time = 0; time < 20; time++) expect(await desk.say(1, 'I am driving right now')).toEqual(said('noMatch'));
    expect(await desk.say(1, 'I am driving right now')).toEqual(said('tooMany'));
    for (let time = 0; time < 3; time++) expect(await desk.say(1, 'I am driving right now')).toEqual([]);
    expect(desk.lookedUp).toHaveLength(20);
    expect(await desk.say(1, 'STOP')).toEqual(stopped);
  });
});

describe('whoever asks without end', () => {
  test('gets twenty answers a day to whatever it is, and all is done', async () => {
    for (const body of ['JOIN', 'START', 'DAILY', 'STATUS', 'ONLY health']) {
      const desk = peopleDesk();
      await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
      await desk.has(1, { status: 'paused', reason: 'own-wish' });
      const answers: string[] = [];
      for (let time = 0; time < 30; time++) answers.push(...(await desk.say(1, body)));
      expect(answers, body).toHaveLength(21);
      expect(answers.at(-1)).toBe(said('tooMany')[0]);
      await desk.say(1, 'WEEKLY');
      expect(await desk.subscribers.find(hash(1))).toMatchObject({ frequency: 'weekly' });
      expect(await desk.say(1, 'HELP')).toEqual(said('help'));
      expect(await desk.say(1, 'STOP')).toHaveLength(1);
    }
  });

  test('gets the first welcome all the same, and no second one', async () => {
    const desk = peopleDesk();
    for (let time = 0; time < 25; time++) await desk.inbound.countReply(hash(1), '2026-11-20', 'reply');
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
    await desk.say(1, 'STOP');
    expect(await desk.say(1, 'JOIN')).toEqual([]);
    expect(await desk.standing(1)).toBe('active');
  });
});

describe('a machine', () => {
  test('is not answered, nor written down', async () => {
    const desk = peopleDesk();
    for (const From of ['22345', '+18885550100', '+18005550199', '+442079460018', 'Verizon', '', '+19005550100'])
      expect(await desk.say(1, 'JOIN', { From }), From).toEqual([]);
    expect(await desk.say(1, 'JOIN', { To: phone(1) }), 'ourselves').toEqual([]);
    expect([desk.inbound.all(), desk.subscribers.all()]).toEqual([[], []]);
    expect(desk.log.count('TEXT_IGNORED')).toBe(8);
  });
});

describe('the same text again', () => {
  const bodies = [
    'JOIN',
    'START',
    'STOP',
    'not interested',
    'DAILY',
    'ONLY health',
    'DROP health',
    'STATUS',
    'HELP',
    'is the moon made of cheese',
    'lol',
  ];

  test('is answered again and changes nothing', async () => {
    for (const status of ['none', 'active', 'paused', 'dormant', 'suppressed'] as const) {
      for (const body of bodies) {
        const desk = peopleDesk();
        await desk.directory.list([{ facet: 'topic#health', label: 'Health' }]);
        const reason = { active: null, paused: 'own-wish', dormant: 'unreachable', suppressed: 'opted-out' } as const;
        if (status !== 'none') await desk.has(1, { status, reason: reason[status] });
        const left = evidence({ hash: hash(1), at: '2026-11-02T12:00:00.000Z', kind: 'left', by: 'operator' });
        if (status === 'suppressed') await desk.subscribers.witness(left);
        if (status === 'paused') await desk.subscribers.witness({ ...left, kind: 'paused', by: 'page' });
        const sid = { MessageSid: 'SM-same' };
        const first = await desk.say(1, body, sid);
        const [profile, history] = [await desk.subscribers.find(hash(1)), await desk.history(1)];
        const again = await desk.say(1, body, sid);
        const withoutToken = (texts: readonly string[]) => texts.map((text) => text.replace(/#\S+/, '#'));
        expect(withoutToken(again), `${status}: ${body}`).toEqual(withoutToken(first));
        expect(await desk.subscribers.find(hash(1)), `${status}: ${body}`).toEqual(profile);
        expect(new Set(await desk.history(1)), `${status}: ${body}`).toEqual(new Set(history));
        expect(desk.inbound.all()).toHaveLength(1);
      }
    }
  });

  test('that comes late does not undo what came after it', async () => {
    const late = async (first: string, then: readonly string[]) => {
      const desk = peopleDesk();
      await desk.has(1);
      // it is written down, and its process dies there
      const { find } = desk.inbound;
      const { evidenceOf, move, change } = desk.subscribers;
      const dead = () => Promise.reject(new Error('dead'));
      Object.assign(desk.subscribers, { evidenceOf: dead, move: dead, change: dead });
      await expect(desk.say(1, first, { MessageSid: 'SM-late' })).rejects.toThrow('dead');
      Object.assign(desk.subscribers, { evidenceOf, move, change });
      // what ends texts is not written down before it is done
      expect((await find('SM-late')) === undefined).toBe(first === 'STOP');
      for (const body of then) await desk.say(1, body);
      await desk.say(1, first, { MessageSid: 'SM-late' });
      return desk;
    };
    for (const back of ['JOIN', 'START']) {
      const left = await late(back, ['STOP']);
      expect(await left.standing(1), back).toBe('suppressed opted-out');
      expect(await left.history(1), back).toEqual(['recorded operator', 'left text']);
    }
    expect(await (await late('STOP', [])).standing(1)).toBe('suppressed opted-out');
    expect(await (await late('not interested', ['STOP', 'JOIN'])).standing(1)).toBe('active');
    const desk = await late('DAILY', ['WEEKLY']);
    expect(await desk.subscribers.find(hash(1))).toMatchObject({ frequency: 'weekly' });
  });
});

test('JOIN that failed and is told again after a STOP brings nobody back', async () => {
  for (const standing of [undefined, { status: 'paused', reason: 'own-wish' } as const]) {
    const desk = peopleDesk();
    if (standing) await desk.has(1, standing);
    const { seal } = desk.vault;
    desk.vault.seal = () => Promise.reject(new Error('no key'));
    await expect(desk.say(1, 'JOIN', { MessageSid: 'SM-join' })).rejects.toThrow('no key');
    desk.vault.seal = seal;
    await desk.say(1, 'STOP');
    expect(await desk.say(1, 'JOIN', { MessageSid: 'SM-join' })).toEqual([]);
    expect(await desk.standing(1)).toBe(standing && 'suppressed opted-out');
    // its words are there all the same, once
    const row = await desk.inbound.find('SM-join');
    expect(await desk.vault.open(row?.body ?? '', hash(1))).toBe('JOIN');
    expect(await desk.say(1, 'JOIN')).toEqual(said('welcome'));
  }
});

test('no log line has a number, a hash or a word of anybody', async () => {
  const desk = peopleDesk();
  for (const body of ['JOIN', 'secret-word is what I say', 'STATUS', 'not interested', 'STOP', 'STOP'])
    await desk.say(1, `${body}`);
  await desk.say(2, 'JOIN', { From: '+442079460018' });
  const log = JSON.stringify(desk.log.lines);
  for (const word of ['2025550101', hash(1), hash(1).slice(2), 'secret-word', '442079460018', 'SM0'])
    expect(log).not.toContain(word);
  expect(desk.log.count('TEXT_HEARD')).toBe(6);
});

test('a text is written down before anything comes of it, sealed, for as long as the newsroom says', async () => {
  const desk = peopleDesk();
  const forgotten: string[] = [];
  const { add } = desk.inbound;
  desk.inbound.add = async (text, forgetAt) => {
    forgotten.push(forgetAt);
    expect(desk.subscribers.all()).toEqual([]);
    return add(text, forgetAt);
  };
  await desk.say(1, 'JOIN');
  const [row] = desk.inbound.all();
  expect(row).toMatchObject({ hash: hash(1), kind: 'join', held: false, resolvedAs: null });
  expect(await desk.vault.open(row?.body ?? '', hash(1))).toBe('JOIN');
  expect(forgotten).toEqual(['2027-02-18T17:00:01.000Z']);
});
