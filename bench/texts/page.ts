import { dollars, quantity } from '../cost/money.ts';
import { prices, pricesAsOf } from '../cost/prices.ts';
import { costOf, plus, times } from '../cost/usage.ts';
import type { HeldSpeed } from './hold-speed.ts';
import { type ForOne, forOne, meters, million, priceForMillion } from './money.ts';
import type { Planning } from './planning.ts';
import type { CountedSending, Sending, SendingResult } from './sending.ts';
import { takesMs } from './twilio.ts';

export interface TextsResult extends SendingResult {
  readonly machine: string;
  readonly command: string;
  readonly planning: readonly Planning[];
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');
const seconds = (ms: number): string => (ms / 1000).toFixed(1);

const percent = (part: number, whole: number): string => `${Math.round((100 * part) / whole)} %`;

const busyLine = ({ audience, ms, cpuMs, engineCpuMs }: Planning): string =>
  `- ${thousands(audience)}: the planner's process was busy for ${percent(cpuMs, ms)} of the time, that of the emulated DynamoDB for ${percent(engineCpuMs, ms)}.`;

const planningPart = (planning: readonly Planning[]): string => {
  const first = planning[0];
  const row = (one: Planning) =>
    `| ${thousands(one.audience)} | ${thousands(one.subscribers)} | ${seconds(one.ms)} | ${one.runs} | ${thousands((one.audience * 1000) / one.ms)} | ${thousands(one.batches)} | ${(one.cpuMs / one.audience).toFixed(3)} | ${(one.engineCpuMs / one.audience).toFixed(3)} | ${Math.round(one.peakMiB)} | ${first ? (one.peakMiB / first.peakMiB).toFixed(2) : ''} |`;
  return `## Planning

One first broadcast is planned by \`planTexts\` with its real adapters: every person of the audience gets a row in the ledger, and whoever may
be texted now is put on the queue, 25 a batch. Every fifth subscriber wants something else and is read in vain. They live in all zones of
the United States as the census counts them; one in ten names an hour before which they want no text; it is one in the afternoon in New York. A run is
one invocation: it begins no shard after two minutes, and the event comes again. The queue is SQS's own adapter at a server that only
keeps messages. The planner's heap is limited to ${first?.heapMiB ?? 0} MiB; its memory is all that the process had resident at its highest.

| audience | subscribers | s | runs | rows a second | batches | planner, CPU ms a row | engine, CPU ms a row | MiB | to the first |
| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
${planning.map(row).join('\n')}

${planning.map(busyLine).join('\n')}`;
};

/** How much of the time a process worked that takes so much for a text. */
const busy = (cpuMs: number, { perSecond }: Sending): string => percent(cpuMs * perSecond, 1000);

const sendingPart = (sending: readonly Sending[]): string => {
  const row = (one: Sending) =>
    `| ${one.inFlight} | ${one.rounds} × ${thousands(one.texts)} | ${thousands(one.perSecond)} | ${thousands(one.rawPerSecond)} | ${one.ratio.toFixed(3)} | ${one.cpuMs.toFixed(2)} | ${one.rawCpuMs.toFixed(2)} | ${busy(one.cpuMs, one)} | ${one.engineCpuMs.toFixed(2)} | ${busy(one.engineCpuMs, one)} |`;
  return `## Sending

\`sendTexts\` with its real adapters, over TLS with connections that stay, to a server that takes each text after ${takesMs} ms, in batches of 25, two or more at a time.
The budget and the sender's pace are asked as always, for so much that they never say no. “Raw” posts the same bodies to the same server by
node:https with as many connections and does nothing else, in turn with ours. Medians; the ratio is that of the rounds' ratios. Busy is how much of
one core a process took meanwhile.

| in flight | texts | a second | raw | ratio | sender, CPU ms a text | raw | busy | engine, CPU ms a text | busy |
| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
${sending.map(row).join('\n')}

On AWS each of the two queues is worked on by two invocations at a time or more, by the speed of the sender, with one batch of 25 each.`;
};

const heldPart = (held: HeldSpeed): string => {
  const to = (value: number) => `${value.toFixed(1)} (${(value / held.segmentsPerSecond).toFixed(2)} of it)`;
  return `## At the sender's speed

${thousands(held.texts)} texts of ${thousands(held.segments)} segments, 50 in flight, by a sender of ${held.segmentsPerSecond} segments a second. There came, a second, ${to(held.cameInAll)} over the
whole run, without the first second's worth, which the bucket holds, and ${to(held.cameAtMost)} in the busiest ten seconds, in which a bucket
that was full lets eleven seconds' worth leave.

Preflight's forecast was ${seconds(held.forecastMs)} s; it took ${seconds(held.ms)} s, **${(held.ms / held.forecastMs).toFixed(2)}** of it.`;
};

const costPart = (planning: Planning, counted: CountedSending): string => {
  const one: ForOne = forOne(planning, counted);
  const kinds = [...new Set([planning.usage, counted].flatMap(({ calls }) => Object.keys(calls)))].sort();
  const callRow = (kind: string) =>
    `| ${kind} | ${((planning.usage.calls[kind] ?? 0) / planning.audience).toFixed(4)} | ${((counted.calls[kind] ?? 0) / counted.texts).toFixed(4)} |`;
  const unitRow = (meter: (typeof meters)[number]) =>
    `| ${prices[meter].counted} | ${quantity(one.planning[meter] ?? 0)} | ${quantity(one.sending[meter] ?? 0)} | ${dollars(priceForMillion(one.planning, meter))} | ${dollars(priceForMillion(one.sending, meter))} |`;
  const all = plus(one.planning, one.sending);
  return `## What it takes of DynamoDB and SQS

Counted for an audience of ${thousands(planning.audience)} and for ${thousands(counted.texts)} texts, by the prices and units of the cost model (list prices of ${pricesAsOf}). Twilio's status
callbacks, Lambda's time and the texts themselves are not in it: see docs/cost.md.

| requests to DynamoDB | a person planned | a text |
| --- | --: | --: |
${kinds.map(callRow).join('\n')}

| | a person planned | a text | a million planned | a million texts |
| --- | --: | --: | --: | --: |
${meters.map(unitRow).join('\n')}

A million people planned and texted: **${dollars(costOf(times(all, million)))}**, beside ${dollars(million * prices.segments.usd)} for a segment each.`;
};

/** The page docs/bench-texts.md. */
export const toPage = ({ machine, command, planning, sending, counted, held }: TextsResult): string => {
  const largest = planning.at(-1);
  return `${[
    '# Figures of texts',
    `Made by \`${command}\` on ${machine}. The planner, the sender, the embedded DynamoDB and the server in Twilio's place are a process each on that
machine; the figures compare one version with another on one machine, and are not AWS's.`,
    planningPart(planning),
    sendingPart(sending),
    heldPart(held),
    ...(largest ? [costPart(largest, counted)] : []),
  ].join('\n\n')}\n`;
};
