import type { FanOut } from './fan-out.ts';
import type { OneDead } from './one-dead.ts';

export interface WebhooksResult {
  readonly machine: string;
  readonly command: string;
  readonly fanOut: readonly FanOut[];
  readonly dead: OneDead | null;
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');
const seconds = (ms: number): string => (ms < 10_000 ? `${thousands(ms)} ms` : `${(ms / 1000).toFixed(1)} s`);

const sumOf = (calls: FanOut['calls'], part: string): number =>
  Object.entries(calls).reduce((sum, [name, count]) => sum + (name.startsWith(`${part} `) ? count : 0), 0);

const fanOutPart = (fanOut: readonly FanOut[]): string => {
  const row = (one: FanOut) =>
    `| ${thousands(one.endpoints)} | ${one.events} | ${seconds(one.p50)} | ${seconds(one.p99)} | ${seconds(one.all)} | ${thousands(one.perSecond)} | ${thousands(one.rawPerSecond)} | ${(one.perSecond / one.rawPerSecond).toFixed(3)} | ${(one.cpuMs / 1000).toFixed(4)} | ${one.peakMiB} |`;
  return `## One event to many endpoints

From the API's answer to the receipt, over all endpoints of all events. “Raw” are the posts a second that undici makes of the same messages
to the same receiver in the same run, 32 at a time, and nothing else; the ratio is ours to that. CPU is that of the whole process in which
the wire runs, with everything else that a ruling takes (feeds above all), divided by the deliveries. Memory is the highest that it had so far.

| endpoints | events | p50 | p99 | all served | a second | raw | ratio | CPU s a delivery | MiB |
| --: | --: | --: | --: | --: | --: | --: | --: | --: | --: |
${fanOut.map(row).join('\n')}`;
};

const callsPart = (fanOut: readonly FanOut[]): string => {
  const parts = { PartnersPlanDeliveries: 'plan-deliveries', PartnersDeliver: 'deliver', Sweep: 'sweep' };
  const kinds = [...new Set(fanOut.flatMap(({ calls }) => Object.keys(calls)))]
    .filter((name) => !name.startsWith('others '))
    .sort();
  const row = (name: string, of: (one: FanOut) => number) =>
    `| ${name} | ${fanOut.map((one) => of(one).toFixed(2)).join(' | ')} |`;
  return `## Requests to DynamoDB a delivery

The sweep's are those of the time that it all took, once a second here and once a minute on AWS, and of wakes that came while an endpoint
still waited in the queue.

| by | ${fanOut.map(({ endpoints }) => `${thousands(endpoints)} endpoints`).join(' | ')} |
| --- | ${fanOut.map(() => '--:').join(' | ')} |
${Object.entries(parts)
  .flatMap(([part, name]) => [
    row(`**${name}**`, ({ calls }) => sumOf(calls, part)),
    ...kinds
      .filter((kind) => kind.startsWith(`${part} `))
      .map((kind) => row(kind.replace(`${part} `, ''), ({ calls }) => calls[kind] ?? 0)),
  ])
  .join('\n')}`;
};

const deadPart = ({
  endpoints,
  runs,
  without,
  with: beside,
}: OneDead): string => `## One dead endpoint among ${thousands(endpoints)}

It takes the connection and never answers. Until the other ${thousands(endpoints - 1)} were served, median of ${runs} runs each, in turn: ${seconds(without)} without it,
${seconds(beside)} beside it, **${(beside / without).toFixed(2)}** times as long.`;

/** What the figures come from, and what stands in the way of better ones. */
const leftPart = `## What costs, and what is left

The wire's one process is at its limit throughout: a delivery costs what its requests to the emulated DynamoDB cost, and hardly anything else;
signing, making the message and posting it are a few per cent. A delivery that goes well takes one transaction to be planned, and eleven
requests to be sent: two to take the endpoint's lease, two looks of two requests each at the endpoint and what is due there, a transaction to
begin, one to write down how it ended, one to give the lease back, and two to take away the Timetable's words for a death that did not come.
There were 24.6 requests a delivery when this was first measured, since each wake was followed by a second, empty run.

Two requests would go if the Timetable's words were taken away in the transaction that gives the lease back, for more units written. Another
halving needs another design: one lease for many endpoints, which a slow one would hold up, or sending without writing down first, after
which nobody could say whether a message had gone out.`;

/** The page docs/bench-webhooks.md. */
export const toPage = ({ machine, command, fanOut, dead }: WebhooksResult): string =>
  `${[
    '# Figures of webhooks',
    `Made by \`${command}\` on ${machine}. The wire and the receiver are a process each on that machine; the figures compare one
version with another on one machine, and are not AWS's.`,
    ...(fanOut.length > 0 ? [fanOutPart(fanOut), callsPart(fanOut)] : []),
    ...(dead === null ? [] : [deadPart(dead)]),
    leftPart,
  ].join('\n\n')}\n`;
