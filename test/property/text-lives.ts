import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import type { LedgerRow } from '../../shared/domain/broadcast.ts';
import { cohortShardOf } from '../../shared/domain/cohort.ts';
import { timeOfId } from '../../shared/domain/ids.ts';
import { anyHour } from '../../shared/domain/quiet-hours.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import { countOf, noCounts, plus, type TextCounts } from '../../shared/domain/text-counts.ts';
import { type TextBatch, type TextPlan, textBatchSchema, textPlanSchema } from '../../shared/domain/text-messages.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { hearFromTwilio } from '../../shared/use-cases/hear-from-twilio.ts';
import { openShard } from '../../shared/use-cases/open-shard.ts';
import { planDigest } from '../../shared/use-cases/plan-digest.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { recheckTexts } from '../../shared/use-cases/recheck-texts.ts';
import { resendLost } from '../../shared/use-cases/resend-lost.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeSenderPace } from '../fakes/sender-pace.ts';
import { fakeSentTexts } from '../fakes/sent-texts.ts';
import { fakeShortLinks } from '../fakes/short-links.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextBudget } from '../fakes/text-budget.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { type Behaviour, fakeTextSender, takes } from '../fakes/text-sender.ts';
import { fakeTextTimeline } from '../fakes/text-timeline.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { publishing, revising } from '../samples/commit.ts';
import { newsroom } from '../samples/revision.ts';
import { consent, hash, noon, phone, platformSecret, subscriber } from '../samples/texting.ts';
import { Death, type Process, type Reaper } from './reaper.ts';

const byShard = [...Map.groupBy(Array(100).keys(), (last) => cohortShardOf('America/New_York', hash(last))).values()];
/** The last digits of the phones of a life: three in each of two shards, so that a batch has several and a broadcast several batches. */
export const people = byShard
  .filter(({ length }) => length >= 3)
  .slice(0, 2)
  .flatMap((shard) => shard.slice(0, 3));

/** Texts in memory, each message handled by a process of its own, of which the reaper takes one. */
export const textLife = async (reaper: Reaper, behave: Behaviour = takes) => {
  const clock = sleeplessClock(noon);
  const timetable = fakeTimetable();
  const subscribers = fakeSubscriberStore();
  const ledger = fakeTextLedger(subscribers, timetable);
  const broadcasts = fakeBroadcastStore(timetable);
  const [rulings, links, vault, budget] = [fakeRulingStore(), fakeShortLinks(), fakeVault(), fakeTextBudget()];
  const pace = fakeSenderPace(newsroom.texts.sender.segmentsPerSecond);
  const timeline = fakeTextTimeline();
  const sentTexts = fakeSentTexts(clock);
  const sender = fakeTextSender(sentTexts.watching(behave));
  const [batches, urgent, plans] = [fakeQueue<TextBatch>(), fakeQueue<TextBatch>(), fakeQueue<TextPlan>()];
  const tokens = createLedgerTokens(platformSecret);
  for (const last of people)
    await subscribers.add(
      subscriber({ hash: hash(last), phone: await vault.seal(phone(last), hash(last)) }),
      consent({ hash: hash(last) }),
    );

  const depsOf = ({ watch }: Process) => {
    const depth = watch({ count: async () => batches.sent.length + urgent.sent.length });
    const deps = {
      ...{ rulings: watch(rulings), links: watch(links), vault: watch(vault), budget: watch(budget) },
      ...{ subscribers: watch(subscribers), ledger: watch(ledger), broadcasts: watch(broadcasts), pace: watch(pace) },
      timeline: watch(timeline),
      ...{ sender: watch(sender), sentTexts: watch({ to: sentTexts.to }), plans: watch(plans), tokens },
      queues: { texts: watch(batches), urgent: watch(urgent) },
      queueDepth: () => depth.count(),
      ...{
        windowAt: anyHour,
        channelPaused: async () => false,
        textsHeld: async () => false,
        newsroom,
        clock,
        random: seededRandomness(3),
        log: recordingLog(),
      },
    };
    return {
      ...deps,
      finishDigest: ({
        id,
        zones,
        frequency,
      }: { id: Parameters<typeof timeOfId>[0] } & Pick<Digest, 'zones' | 'frequency'>) =>
        planDigest(deps)({ kind: 'digest', zones, frequency, at: new Date(timeOfId(id)).toISOString() }),
    };
  };
  type Deps = ReturnType<typeof depsOf>;
  /** As a queue does: whoever died is followed by another process; what succeeded comes twice all the same. */
  const handle = async (work: (deps: Deps) => Promise<unknown>): Promise<void> => {
    for (let received = 0; received < 2; received++)
      await work(depsOf(reaper.begin())).catch((error: unknown) => {
        if (!(error instanceof Death)) throw error;
      });
  };
  const plan = (message: TextPlan) => (deps: Deps) => {
    if (!('kind' in message)) return planTexts(deps)(message);
    if (message.kind === 'recheck') return recheckTexts(deps)(message.broadcastId, message.scheduled);
    if (message.kind === 'open-shard') return openShard(deps)(message.broadcastId, message.cohort);
    return message.kind === 'resend' ? resendLost(deps)(message.broadcastId, message.actor) : planDigest(deps)(message);
  };
  const send = (message: TextBatch) => handle((deps) => sendTexts(deps)(message));
  /** Works off the queues, the urgent one first; at most so many batches. */
  const work = async (most = Number.POSITIVE_INFINITY): Promise<void> => {
    for (let sent = 0; sent < most; sent++) {
      for (let next = plans.sent.shift(); next; next = plans.sent.shift()) await handle(plan(next.message));
      const batch = urgent.sent.shift() ?? batches.sent.shift();
      if (!batch) return;
      await send(batch.message);
    }
  };
  let sequence = 0;
  const commit = async (made: RulingCommit): Promise<number> => {
    await rulings.commit(made, ++sequence);
    return sequence;
  };
  const iso = () => new Date(clock.now()).toISOString();

  return {
    ...{ clock, subscribers, ledger, broadcasts, rulings, sender, sentTexts, batches, urgent, work, handle },
    publish: async (texts: 'immediate' | 'digest' = 'immediate') => {
      const published = publishing(iso(), { texts });
      return { published, sequence: await commit(published) };
    },
    revise: async (published: RulingCommit, ask: Revise) => commit(await revising(rulings, published, iso(), ask)),
    /** An event reaches the plans. */
    tell: (of: number) => handle((deps) => planTexts(deps)({ sequence: of })),
    do: (message: TextPlan) => handle(plan(message)),
    /** Lets time pass, a quarter of an hour after the other, and does what is due. */
    pass: async (quarters: number): Promise<void> => {
      for (let passed = 0; passed < quarters; passed++) {
        clock.advance(900_000);
        for (const due of await timetable.due(iso(), 1000)) {
          await timetable.done(due);
          const body: unknown = JSON.parse(due.body);
          if (due.queue === 'text-plans') await handle(plan(textPlanSchema.parse(body)));
          else await send(textBatchSchema.parse(body));
        }
        await work();
      }
    },
    hear: (row: LedgerRow, MessageStatus: string, ErrorCode?: string) =>
      handle((deps) =>
        hearFromTwilio(deps)(tokens.seal(row), { MessageStatus, ...(ErrorCode === undefined ? {} : { ErrorCode }) }),
      ),
    /** What a phone was sent. */
    textsTo: (last: number): string[] => sender.taken.filter(({ to }) => to === phone(last)).map(({ body }) => body),
    tallied: async (): Promise<Map<string, TextCounts>> => {
      const sums = new Map<string, TextCounts>();
      for (const { id } of broadcasts.all())
        sums.set(
          id,
          (await broadcasts.tallies(id)).reduce((sum, { counts }) => plus(sum, counts), noCounts()),
        );
      return sums;
    },
  };
};
export type TextLife = Awaited<ReturnType<typeof textLife>>;
type Digest = Extract<ReturnType<ReturnType<typeof fakeBroadcastStore>['all']>[number], { kind: 'digest' }>;

/** What the ledger counts, by broadcast. */
export const countedIn = (rows: readonly LedgerRow[]): Map<string, TextCounts> => {
  const sums = new Map<string, TextCounts>();
  for (const row of rows) sums.set(row.broadcastId, plus(sums.get(row.broadcastId) ?? noCounts(), countOf(row)));
  return sums;
};
