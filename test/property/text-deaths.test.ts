import { expect, test } from 'vitest';
import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import { anyHour } from '../../shared/domain/quiet-hours.ts';
import { audienceOf, noCounts, plus } from '../../shared/domain/text-counts.ts';
import type { TextBatch } from '../../shared/domain/text-messages.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { recheckTexts } from '../../shared/use-cases/recheck-texts.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { manualClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { fakeTextSender } from '../fakes/text-sender.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { publishing } from '../samples/commit.ts';
import { newsroom } from '../samples/revision.ts';
import { consent, hash, noon, phone, platformSecret, subscriber } from '../samples/texting.ts';

class Death extends Error {}

/** Counts every call of every port and dies at the `at`-th: before the call, or after it took effect. Once only. */
const reaper = (at: number, when: 'before' | 'after') => {
  let calls = 0;
  const watch = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name, receiver) => {
        const member: unknown = Reflect.get(target, name, receiver);
        if (typeof member !== 'function') return member;
        return (...args: unknown[]) => {
          const mine = ++calls === at;
          if (mine && when === 'before') throw new Death();
          const answer: unknown = Reflect.apply(member, target, args);
          return mine && answer instanceof Promise ? answer.then(() => Promise.reject(new Death())) : answer;
        };
      },
    });
  return { watch, calls: () => calls };
};

const people = 7;

/** One ruling texted to seven people by processes one of which dies; every message that failed comes again, and a look-over follows. */
const life = async (at: number, when: 'before' | 'after') => {
  const { watch, calls } = reaper(at, when);
  const clock = manualClock(noon);
  const timetable = fakeTimetable();
  const subscribers = fakeSubscriberStore();
  const ledger = fakeTextLedger(subscribers, timetable);
  const broadcasts = fakeBroadcastStore(timetable);
  const rulings = fakeRulingStore();
  const sender = fakeTextSender();
  const batches = fakeQueue<TextBatch>();
  const vault = fakeVault();
  for (let last = 1; last <= people; last++)
    await subscribers.add(
      subscriber({ hash: hash(last), phone: await vault.seal(phone(last), hash(last)) }),
      consent({ hash: hash(last) }),
    );
  await rulings.commit(publishing(noon, { texts: 'immediate' }), 1);

  const deps = {
    rulings: watch(rulings),
    subscribers: watch(subscribers),
    ledger: watch(ledger),
    broadcasts: watch(broadcasts),
    batches: watch(batches),
    sender: watch(sender),
    vault,
    tokens: createLedgerTokens(platformSecret),
    windowAt: anyHour,
    newsroom,
    clock,
    random: seededRandomness(3),
    log: recordingLog(),
  };
  /** As a queue does: what failed comes again; what succeeded comes twice all the same. */
  const redelivered = async (work: () => Promise<unknown>) => {
    for (let receive = 0; receive < 2; receive++)
      await work().catch((error: unknown) => {
        if (!(error instanceof Death)) throw error;
      });
  };
  await redelivered(() => planTexts(deps)({ sequence: 1 }));
  for (const message of batches.messages()) await redelivered(() => sendTexts(deps)(message));
  const [broadcast] = broadcasts.all();
  if (!broadcast) throw new Error('no broadcast');
  clock.advance(120_000);
  for (let look = 0; look < 2; look++) {
    await redelivered(() => recheckTexts(deps)(broadcast.id));
    for (const message of batches.messages()) await redelivered(() => sendTexts(deps)(message));
  }
  const tallies = (await broadcasts.tallies(broadcast.id)).reduce((sum, { counts }) => plus(sum, counts), noCounts());
  return { calls: calls(), taken: sender.taken, rows: ledger.all(), tallies };
};

const check = ({ taken, rows, tallies }: Awaited<ReturnType<typeof life>>, place: string) => {
  const times = [...Map.groupBy(taken, ({ to }) => to).values()].map((texts) => texts.length);
  expect(Math.max(...times), `${place}: texts to one phone`).toBe(1);
  expect(rows.length, `${place}: people with a row`).toBe(people);
  expect(audienceOf(tallies), `${place}: audience`).toBe(people);
  for (const row of rows) expect(['accepted', 'unknown'], `${place}: ${row.state}`).toContain(row.state);
  for (const state of ['accepted', 'unknown'] as const)
    expect(tallies.states[state], `${place}: tally of ${state}`).toBe(rows.filter((row) => row.state === state).length);
  // at most the one person that the dead process was at is in doubt; everybody else has the text
  expect(taken.length, `${place}: texts taken`).toBeGreaterThanOrEqual(people - 1);
};

test('wherever a process dies, no phone is texted twice, nobody is forgotten, and the tallies are the ledger', async () => {
  const { calls } = await life(Number.POSITIVE_INFINITY, 'before');
  expect(calls).toBeGreaterThan(50);
  for (let at = 1; at <= calls; at++)
    for (const when of ['before', 'after'] as const) check(await life(at, when), `${when} call ${at}`);
});
