import { createBroadcastStore } from '../../shared/adapters/dynamo/broadcast-store.ts';
import { createDynamo } from '../../shared/adapters/dynamo/client.ts';
import { broadcastOf } from '../../shared/domain/event.ts';
import { percentile } from '../statistics.ts';
import { type Engine, type EngineUsage, startEngine } from './engine.ts';
import { inEmptyFolder } from './folder.ts';
import { type HeldSpeed, holdSpeed } from './hold-speed.ts';
import type { Lot, Setting } from './lot.ts';
import { startPlanner } from './planner.ts';
import { publisher } from './publisher.ts';
import { startSender, type Took } from './sender.ts';
import { tables } from './tables.ts';
import { startTwilio } from './twilio.ts';

/** As fast as to be no limit: a batch never waits. */
const unlimited = 1_000_000;
/** Rounds that open the connections and are not counted. */
const warmUps = 1;

export interface SendingOptions {
  readonly inFlight: readonly number[];
  readonly rounds: number;
  /** In each round. */
  readonly texts: number;
  readonly held: { readonly segmentsPerSecond: number; readonly texts: number };
}

/** Medians of the rounds. */
export interface Sending {
  readonly inFlight: number;
  readonly rounds: number;
  readonly texts: number;
  readonly batches: number;
  readonly perSecond: number;
  /** Posts of the same bodies to the same server by node:https and nothing else, in turn with ours. */
  readonly rawPerSecond: number;
  readonly ratio: number;
  /** Of the sender's process, and of the engine's, a text. */
  readonly cpuMs: number;
  readonly rawCpuMs: number;
  readonly engineCpuMs: number;
}

/** What the ledger and all else take of DynamoDB for so many texts. */
export interface CountedSending extends Pick<EngineUsage, 'calls' | 'units'> {
  readonly texts: number;
}

export interface SendingResult {
  readonly sending: readonly Sending[];
  readonly counted: CountedSending;
  readonly held: HeldSpeed;
}

const topicOf = (inFlight: number, round: number): string => `${inFlight}-${round}`;

export const measureSending = (options: SendingOptions): Promise<SendingResult> =>
  inEmptyFolder(async (folder) => {
    const { inFlight, rounds, texts, held } = options;
    const ofRounds = inFlight.flatMap((each) => Array.from({ length: warmUps + rounds }, (_, at) => topicOf(each, at)));
    const topics = new Map([...ofRounds, 'counted'].map((topic) => [topic, texts])).set('held', held.texts);
    const engine = await startEngine(folder, { lots: [...topics].map(([topic, people]) => ({ topic, people })) });
    const twilio = await startTwilio();
    const sender = startSender(twilio.url);
    try {
      // before any is sent, so that rounds follow each other: a connection that is idle for 4 s is not used again
      const lots = await planLots(engine, [...topics.keys()]);
      const setting: Setting = { engine, twilio, sender, lotOf: lots };
      const sending: Sending[] = [];
      for (const each of inFlight) sending.push(await sendRounds(setting, each, rounds));
      return { sending, counted: await countSending(setting), held: await holdSpeed(setting, held.segmentsPerSecond) };
    } finally {
      for (const child of [sender, twilio, engine]) await child.close();
    }
  });

/** Publishes and plans a ruling about each topic. */
const planLots = async (engine: Engine, topics: readonly string[]): Promise<(topic: string) => Lot> => {
  const planner = startPlanner(256);
  const [publish, dynamo] = [publisher(), createDynamo()];
  const broadcasts = createBroadcastStore(dynamo, tables);
  const lots = new Map<string, Lot>();
  for (const topic of topics) {
    const event = await publish(topic);
    await planner.plan(event);
    const broadcast = await broadcasts.find(broadcastOf(event));
    const text = broadcast?.kind === 'first' ? broadcast.variants['first'] : undefined;
    const batches = await engine.batches();
    const people = batches.reduce((sum, { hashes }) => sum + hashes.length, 0);
    lots.set(topic, { batches, people, segments: people * (text?.segments ?? Number.NaN) });
  }
  dynamo.destroy();
  await planner.close();
  return (topic) => {
    const lot = lots.get(topic);
    if (!lot) throw new Error(`nobody wants ${topic}`);
    return lot;
  };
};

const perSecond = (count: number, { from, to }: Took): number => (count * 1000) / (to - from);

/** Sends to one lot, and posts the same texts once more without anything else. */
const sendRound = async ({ engine, twilio, sender, lotOf }: Setting, topic: string, inFlight: number) => {
  const { batches, people } = lotOf(topic);
  const before = await engine.usage();
  const ours = await sender.send(batches, inFlight, unlimited);
  const after = await engine.usage();
  const { times, ...got } = await twilio.got();
  if (times.length !== people) throw new Error(`${times.length} texts came of ${people}`);
  const raw = await sender.post(got, inFlight);
  await twilio.got();
  const each = { perSecond: perSecond(people, ours), rawPerSecond: perSecond(people, raw) };
  console.error(`${inFlight} in flight: ${Math.round(each.perSecond)} a second, raw ${Math.round(each.rawPerSecond)}`);
  return {
    ...each,
    ...{ texts: people, batches: batches.length },
    ratio: each.perSecond / each.rawPerSecond,
    cpuMs: ours.cpuMs / people,
    rawCpuMs: raw.cpuMs / people,
    engineCpuMs: (after.cpuMs - before.cpuMs) / people,
  };
};

const sendRounds = async (setting: Setting, inFlight: number, rounds: number): Promise<Sending> => {
  const all: Awaited<ReturnType<typeof sendRound>>[] = [];
  for (let at = 0; at < warmUps + rounds; at++) {
    const round = await sendRound(setting, topicOf(inFlight, at), inFlight);
    if (at >= warmUps) all.push(round);
  }
  const median = (of: (one: (typeof all)[number]) => number): number => percentile(all.map(of), 0.5);
  return {
    ...{ inFlight, rounds },
    ...{ texts: median((one) => one.texts), batches: median((one) => one.batches) },
    ...{ perSecond: median((one) => one.perSecond), rawPerSecond: median((one) => one.rawPerSecond) },
    ratio: median((one) => one.ratio),
    ...{ cpuMs: median((one) => one.cpuMs), rawCpuMs: median((one) => one.rawCpuMs) },
    engineCpuMs: median((one) => one.engineCpuMs),
  };
};

/** A round of its own, since counting units takes time. */
const countSending = async (setting: Setting): Promise<CountedSending> => {
  const { engine, lotOf, sender, twilio } = setting;
  const { batches, people } = lotOf('counted');
  await engine.usage();
  await engine.countUnits(true);
  await sender.send(batches, 50, unlimited);
  const { calls, units } = await engine.usage();
  await engine.countUnits(false);
  await twilio.got();
  return { texts: people, calls, units };
};
