import { createLedgerTokens } from '../../shared/adapters/platform-secret/ledger-tokens.ts';
import type { EventBroadcast, LedgerRow } from '../../shared/domain/broadcast.ts';
import type { CohortShard } from '../../shared/domain/cohort.ts';
import type { Newsroom } from '../../shared/domain/newsroom.ts';
import { quietHours, type WindowAt } from '../../shared/domain/quiet-hours.ts';
import type { Subscriber } from '../../shared/domain/subscriber.ts';
import { budgetMonthOf } from '../../shared/domain/text-budget.ts';
import { countOf, noCounts, plus, type TextCounts } from '../../shared/domain/text-counts.ts';
import { type TextBatch, textBatchSchema } from '../../shared/domain/text-messages.ts';
import { hearFromTwilio } from '../../shared/use-cases/hear-from-twilio.ts';
import { sendTexts } from '../../shared/use-cases/send-texts.ts';
import { watchChannel } from '../../shared/use-cases/watch-channel.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeChannelSwitches } from '../fakes/channel-switches.ts';
import { type ManualClock, sleeplessClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { seededRandomness } from '../fakes/randomness.ts';
import { fakeSenderPace } from '../fakes/sender-pace.ts';
import { fakeSubscriberStore } from '../fakes/subscriber-store.ts';
import { fakeTextBudget } from '../fakes/text-budget.ts';
import { fakeTextLedger } from '../fakes/text-ledger.ts';
import { type Behaviour, fakeTextSender } from '../fakes/text-sender.ts';
import { fakeTextTimeline } from '../fakes/text-timeline.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { fakeVault } from '../fakes/vault.ts';
import { newsroom as sample } from './revision.ts';
import { broadcast, consent, hash, ledgerRow, noon, phone, platformSecret, subscriber } from './texting.ts';

export const cohort: CohortShard = 'America/New_York#7';

export interface SendingDeskOptions {
  readonly people?: number;
  readonly behave?: Behaviour;
  readonly broadcast?: Partial<EventBroadcast>;
  readonly row?: Partial<LedgerRow>;
  readonly subscriber?: Partial<Subscriber>;
  readonly texts?: Partial<Newsroom['texts']>;
  readonly segmentsPerSecond?: number;
  readonly clock?: ManualClock;
  /** What stands between the use cases and each of their ports. */
  readonly between?: <Port extends object>(port: Port) => Port;
}

/**
 * A broadcast that is planned for some people of one shard, at noon in New York, and what sends its texts, all in memory. Each text has
 * two segments. People are named 1 and up.
 */
export const sendingDesk = async (options: SendingDeskOptions = {}) => {
  const { people = 3, segmentsPerSecond = 300, clock = sleeplessClock(noon), between = (port) => port } = options;
  const newsroom: Newsroom = {
    ...sample,
    texts: { ...sample.texts, sender: { ...sample.texts.sender, segmentsPerSecond }, ...options.texts },
  };
  const timetable = fakeTimetable();
  const subscribers = fakeSubscriberStore();
  const ledger = fakeTextLedger(subscribers, timetable);
  const broadcasts = fakeBroadcastStore(timetable);
  const sender = fakeTextSender(options.behave);
  const log = recordingLog();
  const vault = fakeVault();
  const budget = fakeTextBudget();
  const switches = fakeChannelSwitches();
  const timeline = fakeTextTimeline();
  const deps = {
    ...{ subscribers, ledger, broadcasts, sender, vault, budget, timeline, newsroom, clock, log },
    pace: fakeSenderPace(segmentsPerSecond),
    tokens: createLedgerTokens(platformSecret),
    windowAt: quietHours(newsroom.texts),
    channelPaused: watchChannel({ switches, clock }, 'texts'),
    random: seededRandomness(3),
  };

  const used = {
    ...deps,
    subscribers: between(subscribers),
    ledger: between(ledger),
    broadcasts: between(broadcasts),
    sender: between(sender),
    budget: between(budget),
    timeline: between(timeline),
    pace: between(deps.pace),
  };

  const planned = broadcast({ status: 'sending', plannedAt: noon, ...options.broadcast });
  const { id } = planned;
  await broadcasts.freeze(planned, undefined);
  const names = Array.from({ length: people }, (_, at) => at + 1);
  const rows = names.map((name) => ledgerRow({ broadcastId: id, cohort, hash: hash(name), ...options.row }));
  for (const name of names) {
    const sealed = await vault.seal(phone(name), hash(name));
    const profile = subscriber({ hash: hash(name), phone: sealed, ...options.subscriber });
    await subscribers.add(profile, consent({ hash: profile.hash }));
  }
  await ledger.addAll(rows);
  const counts = rows.reduce((sum, row) => plus(sum, countOf(row)), noCounts());
  await broadcasts.markPlanned(id, cohort, counts, undefined);
  subscribers.evidence.splice(0);
  const batch: TextBatch = {
    ...({ kind: 'batch', urgent: false, attempt: 0 } as const),
    ...{ broadcastId: id, cohort, hashes: rows.map(({ hash: of }) => of) },
  };

  const row = (name: number): LedgerRow => {
    const found = ledger.all().find((one) => one.hash === hash(name) && one.broadcastId === id);
    if (!found) throw new Error(`${name} has no row`);
    return found;
  };
  return {
    ...deps,
    switches,
    timetable,
    id,
    batch,
    names,
    row,
    /** `windowAt`: other quiet hours than the newsroom's. */
    send: (message: TextBatch = batch, windowAt: WindowAt = deps.windowAt) => sendTexts({ ...used, windowAt })(message),
    states: () => names.map((name) => row(name).state),
    reasons: () => names.map((name) => row(name).reason),
    profile: async (name: number): Promise<Subscriber> => {
      const found = await subscribers.find(hash(name));
      if (!found) throw new Error(`${name} is not there`);
      return found;
    },
    leave: (name: number) =>
      subscribers.move(hash(name), ['active'], { status: 'suppressed', reason: 'opted-out' }, noon),
    /** Twilio calls back about somebody's text. */
    hear: (name: number, MessageStatus: string, ErrorCode?: string) =>
      hearFromTwilio(used)(deps.tokens.seal(row(name)), {
        ...{ MessageStatus, MessageSid: row(name).sid ?? `SM${'9'.repeat(32)}` },
        ...(ErrorCode === undefined ? {} : { ErrorCode }),
      }),
    /** What somebody's phone was sent. */
    textsTo: (name: number): string[] => sender.taken.filter(({ to }) => to === phone(name)).map(({ body }) => body),
    /** Batches that wait in the Timetable. */
    putOff: (): TextBatch[] =>
      timetable
        .rows()
        .filter(({ kind }) => kind === 'retry-texts')
        .map(({ body }) => textBatchSchema.parse(JSON.parse(body))),
    status: async () => (await broadcasts.find(id))?.status,
    /** Millionths that the month has cost so far. */
    spent: () => budget.spent(budgetMonthOf(clock.now())),
    tally: async (): Promise<TextCounts> =>
      (await broadcasts.tallies(id)).reduce((sum, { counts: of }) => plus(sum, of), noCounts()),
    /** What the tally should be. */
    counted: (): TextCounts => ledger.all().reduce((sum, one) => plus(sum, countOf(one)), noCounts()),
  };
};
