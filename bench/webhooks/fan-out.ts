import { percentile } from '../statistics.ts';
import type { Newsroom } from './newsroom.ts';
import { postRaw } from './raw-posts.ts';
import type { Receiver } from './receiver.ts';
import type { BenchWire } from './wire.ts';

export interface Setting {
  readonly wire: BenchWire;
  readonly receiver: Receiver;
  readonly newsroom: Newsroom;
}

/** One event to so many endpoints, as the mean or the spread of some events; of one delivery where it says so. */
export interface FanOut {
  readonly endpoints: number;
  readonly events: number;
  /** From the API's answer to the receipt, ms. */
  readonly p50: number;
  readonly p99: number;
  /** Until the last endpoint had it, ms: the median of the events. */
  readonly all: number;
  /** Deliveries a second, from the API's answer to the last receipt. */
  readonly perSecond: number;
  /** Of the posts that undici alone makes a second to the same receiver. */
  readonly rawPerSecond: number;
  readonly repeats: number;
  readonly cpuMs: number;
  readonly calls: Readonly<Record<string, number>>;
  readonly peakMiB: number;
}

/** After the last receipt: what is written down then is part of what a delivery takes. */
const windUpMs = 3_000;
/** Between two events, so that each is alone. */
const restMs = 300;
const warmUps = 1;

export const fanOut = async (
  { wire, receiver, newsroom }: Setting,
  endpoints: number,
  events: number,
): Promise<FanOut> => {
  await newsroom.grow(receiver.url, endpoints);
  const send = async () => {
    await wire.untilQuiet(restMs);
    const { eventId, at } = await newsroom.publish();
    const { times, repeats } = await receiver.arrived(eventId, endpoints);
    return { waits: times.map((time) => time - at), repeats };
  };
  // the first one loads what functions keep; of many, it would take as long as the measurement
  for (let at = 0; at < warmUps && endpoints <= 1000; at++) await send();
  await wire.untilQuiet(windUpMs);
  const before = await wire.usage();
  const sent: Awaited<ReturnType<typeof send>>[] = [];
  for (let at = 0; at < events; at++) {
    sent.push(await send());
    console.error(`${endpoints} endpoints: ${Math.max(...(sent.at(-1)?.waits ?? [])).toFixed(0)} ms`);
  }
  await wire.untilQuiet(windUpMs);
  const after = await wire.usage();
  const each = (total: number): number => total / (endpoints * events);
  const waits = sent.flatMap((one) => one.waits);
  const all = percentile(
    sent.map((one) => Math.max(...one.waits)),
    0.5,
  );
  return {
    ...{ endpoints, events, all },
    ...{ p50: percentile(waits, 0.5), p99: percentile(waits, 0.99) },
    perSecond: (endpoints * 1000) / all,
    rawPerSecond: await postRaw(receiver, endpoints),
    repeats: sent.reduce((sum, one) => sum + one.repeats, 0),
    cpuMs: each(after.cpuMs - before.cpuMs),
    calls: Object.fromEntries(
      Object.entries(after.calls)
        .map(([name, count]) => [name, each(count - (before.calls[name] ?? 0))] as const)
        .filter(([, count]) => count > 0),
    ),
    peakMiB: after.peakMiB,
  };
};
