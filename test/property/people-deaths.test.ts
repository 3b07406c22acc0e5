import { expect, test } from 'vitest';
import { peopleDesk, tollFree, type Watch } from '../samples/people-desk.ts';
import { newsroom } from '../samples/revision.ts';
import { hash } from '../samples/texting.ts';

class Death extends Error {}

/** Counts every call of every port and dies at the `at`-th, once: before the call, or after it took effect. */
const reaper = (at: number, when: 'before' | 'after'): { readonly watch: Watch; readonly calls: () => number } => {
  let calls = 0;
  const watch: Watch = (port) =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]) => {
          const mine = ++calls === at;
          if (mine && when === 'before') throw new Death();
          const answer: unknown = await Reflect.apply(member, target, args);
          if (mine) throw new Death();
          return answer;
        };
      },
    });
  return { watch, calls: () => calls };
};

/** What somebody does, one after the other; `page` is a sign-up, all else a text. */
const lives: readonly (readonly string[])[] = [
  ['page', 'JOIN', 'WEEKLY', 'STOP'],
  ['page', 'page', 'STOP', 'JOIN'],
  ['JOIN', 'not interested', 'START', 'DAILY'],
  ['JOIN', 'STOP', 'STOP', 'ONLY health'],
  ['STOP', 'page', 'START', 'DROP health', 'DROP economy'],
  ['JOIN', 'STOP', 'JOIN', 'STATUS', 'is the moon made of cheese'],
];

/** One life, through a process that dies once. Each text comes until it is taken, and then once more; at the end all come again, late. */
const live = async (life: readonly string[], where: typeof newsroom, at: number, when: 'before' | 'after') => {
  const { watch, calls } = reaper(at, when);
  const desk = peopleDesk(where, watch);
  await desk.directory.list(['economy', 'health'].map((slug) => ({ facet: `topic#${slug}`, label: slug })));
  const untilTaken = async <Value>(act: () => Promise<Value>): Promise<Value> =>
    act().catch((error: unknown) => {
      if (!(error instanceof Death)) throw error;
      return act();
    });
  const answers: string[][] = [];
  for (const [place, act] of life.entries()) {
    if (act === 'page') await untilTaken(() => desk.signUp(1, { topics: ['health'] }));
    else {
      const text = { MessageSid: `SM${place}` };
      answers.push([...(await untilTaken(() => desk.say(1, act, text)))]);
      await untilTaken(() => desk.say(1, act, text));
    }
    // who is to be asked has a message that says so, wherever a process died
    const [pending] = desk.signUps.all();
    if (pending?.text === 'owed')
      expect(desk.urgent.messages()).toContainEqual({ kind: 'confirmation', hash: hash(1) });
  }
  for (const [place, act] of life.entries())
    if (act !== 'page') await untilTaken(() => desk.say(1, act, { MessageSid: `SM${place}` }));
  const profile = await desk.subscribers.find(hash(1));
  const { subscribers, signUps } = desk;
  return {
    calls: calls(),
    answers: answers.map((texts) => texts.map((text) => text.replace(/#\S+/, '#'))),
    end: profile && {
      ...{ status: profile.status, reason: profile.reason, topics: profile.topics, frequency: profile.frequency },
    },
    isSuppressed: (await subscribers.suppressionOf(hash(1))) !== undefined,
    isPending: signUps.all().length > 0,
    history: [...new Set(await desk.history(1))].sort(),
    texts: desk.inbound.all().length,
  };
};

test.each(lives.map((life, at) => [life, at % 2 === 0 ? newsroom : tollFree] as const))(
  'wherever a process dies, it ends alike and is answered alike: %j',
  async (life, where) => {
    const { calls, ...whole } = await live(life, where, Number.POSITIVE_INFINITY, 'before');
    expect(calls).toBeGreaterThan(20);
    for (let at = 1; at <= calls; at++)
      for (const when of ['before', 'after'] as const) {
        const { calls: _, ...ended } = await live(life, where, at, when);
        expect(ended, `${when} call ${at}`).toEqual(whole);
      }
  },
);

test('wherever the process of a sign-up dies, nobody waits for a question that is on no queue, although they never come again', async () => {
  let waiting = 0;
  for (let at = 1; at <= 12; at++)
    for (const when of ['before', 'after'] as const) {
      const { watch } = reaper(at, when);
      const desk = peopleDesk(newsroom, watch);
      const died = await desk.signUp(1).then(
        () => false,
        () => true,
      );
      const pending = desk.signUps.all();
      waiting += died && pending.length > 0 ? 1 : 0;
      const asked = desk.urgent.messages().length > 0;
      expect(asked || pending.length === 0, `${when} call ${at}`).toBe(true);
    }
  expect(waiting).toBeGreaterThan(0);
});
