import type { Stage } from './importing.ts';
import type { Polled, PollingResult } from './polling.ts';

export interface FeedsResult {
  readonly machine: string;
  readonly command: string;
  readonly polling: PollingResult;
  readonly stages: readonly Stage[];
}

const share = (part: number, whole: number): string => `${((100 * part) / whole).toFixed(1)} %`;
const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');

const pollingPart = ({ readers, minutes, changes, feedBytes, conditional, plain, touched }: PollingResult): string => {
  const row = (name: string, { requests, unchanged, bytes }: Polled) =>
    `| ${name} | ${thousands(requests)} | ${share(unchanged, requests)} | ${thousands(bytes / requests)} | ${(bytes / 1e6).toFixed(0)} MB |`;
  const sizes = Object.entries(feedBytes).map(([path, bytes]) => `\`${path}\` ${thousands(bytes / 1000)} kB`);
  return `## An hour of polling

${thousands(readers)} readers ask once a minute for ${minutes} minutes, half of them for RSS and a quarter each for Atom and JSON Feed, all with gzip; the feed changes
${changes} times meanwhile. Bytes are those that came over the sockets, heads included. Uncompressed the feeds have ${sizes.join(', ')}.

| readers | requests | 304 | bytes a poll | all |
| --- | --: | --: | --: | --: |
${row('with validators', conditional)}
${row('without', plain)}

Validators save ${share(plain.bytes - conditional.bytes, plain.bytes)} of the bytes. A ruling that is published touches ${touched.published} feeds, in three formats each of ${touched.published / 3} lists; a
correction of its rating ${touched.corrected}.`;
};

const importPart = (stages: readonly Stage[]): string => {
  const first = stages[0]?.feed;
  const row = ({ rulings, perSecond, relayedS, wireMiB, commandMiB, feed }: Stage) =>
    `| ${thousands(rulings)} | ${Math.round(perSecond)} | ${relayedS.toFixed(1)} | ${wireMiB} | ${commandMiB} | ${feed.p50.toFixed(1)} | ${feed.p99.toFixed(1)} | ${first ? (feed.p50 / first.p50).toFixed(2) : ''} | ${first ? (feed.p99 / first.p99).toFixed(2) : ''} |`;
  return `## An archive that grows

Rulings of 4.6 kB and six facets by \`rulingwire import\`. The feed is that of the topic that most of them have, 50 entries in three formats: read,
rendered and written to memory by \`buildFeed\` over the embedded tables, with nothing remembered; its ratios are to the first row. Memory is the
highest that each process had.

| rulings | imported a second | s until relayed | wire, MiB | command, MiB | feed p50, ms | p99, ms | p50 ratio | p99 ratio |
| --: | --: | --: | --: | --: | --: | --: | --: | --: |
${stages.map(row).join('\n')}`;
};

/** The page docs/bench-feeds.md. */
export const toPage = ({ machine, command, polling, stages }: FeedsResult): string => `# Figures of feeds

Made by \`${command}\` on ${machine}. They compare one version with another on one machine, and are
not AWS's.

${pollingPart(polling)}

${importPart(stages)}
`;
