import { readFile, writeFile } from 'node:fs/promises';
import type { Bundle } from './bundles.ts';

interface Spread {
  readonly p50: number;
  readonly p99: number;
}
type Legs = Readonly<Record<'answered' | 'feed' | 'text' | 'webhook', Spread>>;

export interface BenchResult {
  readonly machine: string;
  readonly command: string;
  readonly runs: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly readyMs: number;
  readonly atRest: Legs;
  readonly underLoad: Legs;
  readonly memoryMiB: { readonly atRest: number; readonly peak: number } | null;
  readonly bundles: readonly Bundle[];
}

const legs = {
  answered: 'the API answered',
  feed: '`/feeds/feed.json` held the ruling',
  text: 'Twilio (simulated) took the text',
  webhook: 'the partner got the webhook',
} as const;

const legsTable = ({ atRest, underLoad, perSecond }: BenchResult): string => {
  const row = (leg: keyof Legs, name: string) =>
    `| ${name} | ${atRest[leg].p50} | ${atRest[leg].p99} | ${underLoad[leg].p50} | ${underLoad[leg].p99} |`;
  return [
    `| until | at rest, p50 | p99 | at ${perSecond} a second, p50 | p99 |`,
    '| --- | --: | --: | --: | --: |',
    row('answered', legs.answered),
    row('feed', legs.feed),
    row('text', legs.text),
    row('webhook', legs.webhook),
  ].join('\n');
};

const memory = ({ memoryMiB }: BenchResult): string =>
  memoryMiB === null
    ? ''
    : ` The process holds all services and up to three workers for each function: ${memoryMiB.atRest} MiB of resident memory at rest, ${memoryMiB.peak} MiB at the highest under load.`;

/** What the README quotes, between its two marks. */
export const toReadmePart = (result: BenchResult): string =>
  `In milliseconds from sending \`POST /v1/rulings\`, by \`${result.command}\` on ${result.machine}, which other work shared:

${legsTable(result)}

${memory(result).trim()} It is ready ${(result.readyMs / 1000).toFixed(1)} s after an \`npm start\` on an empty data folder, seeding included and with the build in place. Two cores do not keep up with ${result.perSecond} rulings a second: nothing is lost, but the last of them wait until the queues are drained.`;

/** The page docs/bench.md: what was measured, on what, and by which command. */
export const toPage = (result: BenchResult): string => `# Figures

Made by \`${result.command}\` on ${result.machine}. The embedded runtime runs in one process; these figures compare one version with
another on one machine, and are not AWS's.

## From a ruling to its readers

In milliseconds from sending \`POST /v1/rulings\`. At rest: ${result.runs} rulings, one at a time, and the feed as a reader that polls gets it. Under load:
${result.perSecond} rulings a second for ${result.seconds} s, each counted from the moment that its request was due, and the feed by the write that first held the
ruling. A phone gets six texts a day, so there is one for each six rulings; two endpoints, the measured one at 100 a second and 20 in flight. A feed is written once a second at most, so that
under load a ruling waits half a second for its feed on average, and one write carries all that came meanwhile.

${legsTable(result)}

Two cores do not keep up with this load: the queues fill, and the times are those of draining what was published. Nothing is lost meanwhile.

Ready ${result.readyMs} ms after the start on an empty data folder, seeding included and with the build in place.${memory(result)}

## Bundles

Bytes that deploy (budgets: [bench/budgets.json](../bench/budgets.json)), and the median milliseconds that seven fresh processes took to load
them, with the secrets that they read at their start.

| function | kB | import, ms |
| --- | --: | --: |
${result.bundles.map(({ name, bytes, importMs }) => `| ${name} | ${Math.round(bytes / 1000)} | ${importMs} |`).join('\n')}
`;

const marks = /(<!-- figures -->\n)[\s\S]*(<!-- \/figures -->)/;

/** Writes the result as JSON, as the page, and into the README. Throws where the README has lost its marks. */
export const writeResult = async (result: BenchResult): Promise<void> => {
  const file = (path: string) => new URL(`../${path}`, import.meta.url);
  const readme = await readFile(file('README.md'), 'utf8');
  if (!marks.test(readme)) throw new Error('README.md has no marks for the figures');
  await writeFile(file('bench/results.json'), `${JSON.stringify(result, null, 2)}\n`);
  await writeFile(file('docs/bench.md'), toPage(result));
  await writeFile(file('README.md'), readme.replace(marks, `$1${toReadmePart(result)}\n$2`));
};
