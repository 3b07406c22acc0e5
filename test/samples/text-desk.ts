import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import type { LedgerRow } from '../../shared/domain/broadcast.ts';
import { timeOfId } from '../../shared/domain/ids.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { Subscriber } from '../../shared/domain/subscriber.ts';
import { type TextBatch, type TextPlan, textBatchSchema, textPlanSchema } from '../../shared/domain/text-messages.ts';
import type { RulingCommit } from '../../shared/ports/ruling-store.ts';
import { hearFromTwilio } from '../../shared/use-cases/hear-from-twilio.ts';
import { holdsWork } from '../../shared/use-cases/holds-work.ts';
import { openShard } from '../../shared/use-cases/open-shard.ts';
import { planDigest } from '../../shared/use-cases/plan-digest.ts';
import { planTexts } from '../../shared/use-cases/plan-texts.ts';
import { recheckTexts } from '../../shared/use-cases/recheck-texts.ts';
import { resendLost } from '../../shared/use-cases/resend-lost.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeHeldWork } from '../fakes/held-work.ts';
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
import { publishing, revising } from './commit.ts';
import { newsroom as sampleNewsroom } from './revision.ts';
import { consent, hash, noon, phone, platformSecret, subscriber } from './texting.ts';

/** The whole of the texts in memory, at noon in New York on November 20, 2026, by the newsroom's quiet hours; `texts` are other settings. */
export const textDesk = (behave: Behaviour = takes, texts: Partial<Newsroom['texts']> = {}) => {
  const newsroom: Newsroom = { ...sampleNewsroom, texts: { ...sampleNewsroom.texts, ...texts } };
  const clock = sleeplessClock(noon);
  const sentTexts = fakeSentTexts(clock);
  const timetable = fakeTimetable();
  const subscribers = fakeSubscriberStore();
  const ledger = fakeTextLedger(subscribers, timetable);
  const broadcasts = fakeBroadcastStore(timetable);
  const rulings = fakeRulingStore();
  const sender = fakeTextSender(sentTexts.watching(behave));
  const links = fakeShortLinks();
  const pace = fakeSenderPace(newsroom.texts.sender.segmentsPerSecond);
  const budget = fakeTextBudget();
  const timeline = fakeTextTimeline();
  const batches = fakeQueue<TextBatch>();
  const urgent = fakeQueue<TextBatch>();
  const plans = fakeQueue<TextPlan>();
  const log = recordingLog();
  const vault = fakeVault();
  const tokens = createLedgerTokens(platformSecret);
  const windowAt = quietHours(newsroom.texts);
  const switches = fakeChannelSwitches();
  const heldWork = fakeHeldWork();
  const channelPaused = async () => (await switches.read('texts')).paused;
  const textsHeld = holdsWork({ switches, heldWork, clock }, 'texts');
  const stores = {
    ...{ rulings, subscribers, ledger, broadcasts, timeline, sender, sentTexts, links, pace, budget, vault, tokens },
  };
  const queues = { texts: batches, urgent };
  const planDeps = { ...stores, queues, plans, windowAt, channelPaused, textsHeld, newsroom, clock, log };
  const deps = { ...planDeps, batches, urgent, random: seededRandomness(3) };
  const iso = () => new Date(clock.now()).toISOString();
  let sequence = 0;

  const store = async (commit: RulingCommit): Promise<number> => {
    const outcome = await rulings.commit(commit, ++sequence);
    if (outcome.kind !== 'committed') throw new Error(outcome.kind);
    return sequence;
  };
  const plan = (of: number) => planTexts(deps)({ sequence: of });
  const send = (batch: TextBatch) => sendTexts(deps)(batch);
  const queueDepth = async () => batches.sent.length + urgent.sent.length;
  const recheck = recheckTexts({
    ...planDeps,
    queueDepth,
    finishDigest: ({ id, zones, frequency }) =>
      planDigest(deps)({ kind: 'digest', zones, frequency, at: new Date(timeOfId(id)).toISOString() }),
  });
  /** Does what the queue of plans holds. */
  const work = async (message: TextPlan): Promise<void> => {
    if (!('kind' in message)) return plan(message.sequence);
    switch (message.kind) {
      case 'recheck':
        return recheck(message.broadcastId, message.scheduled);
      case 'open-shard':
        return openShard(deps)(message.broadcastId, message.cohort);
      case 'resend':
        return resendLost(deps)(message.broadcastId, message.actor);
      case 'digest':
        return planDigest(deps)(message);
    }
  };
  /** Texts every batch that is on the queues, the urgent ones first. */
  const sendAll = async (): Promise<void> => {
    for (const { message } of [...urgent.sent.splice(0), ...batches.sent.splice(0)]) await send(message);
  };

  return {
    ...deps,
    switches,
    heldWork,
    timetable,
    plan,
    work,
    recheck,
    queueDepth,
    send,
    sendAll,
    /** Somebody subscribes; `last` are the last two digits of their phone. */
    join: async (last: number, differs: Partial<Subscriber> = {}): Promise<void> => {
      const sealed = await vault.seal(phone(last), hash(last));
      await subscribers.add(subscriber({ hash: hash(last), phone: sealed, ...differs }), consent({ hash: hash(last) }));
    },
    /** Commits a ruling, and answers the commit with its sequence; nobody is told yet. */
    publish: async (differs: Partial<RulingContent> = {}): Promise<RulingCommit & { readonly sequence: number }> => {
      const commit = publishing(iso(), differs);
      return { ...commit, sequence: await store(commit) };
    },
    /** Commits a ruling's next revision, and answers its sequence. */
    revise: async (published: RulingCommit, ask: Revise): Promise<number> =>
      store(await revising(rulings, published, iso(), ask)),
    /** Plans an event's texts and sends what can be sent. */
    tell: async (of: number): Promise<void> => {
      await plan(of);
      await sendAll();
    },
    /** Lets time pass, and does what the Timetable has for it. */
    pass: async (ms: number): Promise<void> => {
      clock.advance(ms);
      for (const due of await timetable.due(iso(), 1000)) {
        await timetable.done(due);
        const body: unknown = JSON.parse(due.body);
        if (due.queue === 'text-plans') await work(textPlanSchema.parse(body));
        else await send(textBatchSchema.parse(body));
      }
      for (const { message } of plans.sent.splice(0)) await work(message);
      await sendAll();
    },
    /** Twilio calls back about the text that a row stands for. */
    hear: (row: LedgerRow, MessageStatus: string, ErrorCode?: string) =>
      hearFromTwilio(deps)(tokens.seal(row), { MessageStatus, ...(ErrorCode === undefined ? {} : { ErrorCode }) }),
    /** One person's rows, those of the newest broadcast last. */
    rowsOf: (last: number): LedgerRow[] => ledger.all().filter((row) => row.hash === hash(last)),
    /** What one person's phone was sent. */
    textsTo: (last: number): string[] => sender.taken.filter(({ to }) => to === phone(last)).map(({ body }) => body),
  };
};
