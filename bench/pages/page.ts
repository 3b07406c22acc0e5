import { percentile } from '../statistics.ts';
import type { Look } from './watcher.ts';

export interface PagesResult {
  readonly machine: string;
  readonly command: string;
  readonly people: number;
  /** For so long it was looked at. */
  readonly seconds: number;
  /** How it stood then. */
  readonly texts: {
    readonly status: string;
    readonly audience: number;
    readonly deferred: number;
    readonly accepted: number;
    readonly delivered: number;
  };
  readonly atRest: readonly Look[];
  readonly moving: readonly Look[];
  readonly longTasks: readonly number[];
  readonly requests: number;
}

const thousands = (value: number): string => Math.round(value).toLocaleString('en-US');
const median = (values: readonly number[]): number => percentile(values, 0.5);

/** The figures in words. */
export const toPage = ({ atRest, moving, texts, ...result }: PagesResult): string => {
  const clicks = (looks: readonly Look[]): number[] => looks.map(({ clickMs }) => clickMs);
  const most = (values: readonly (number | undefined)[]): number => Math.max(...values.map((value) => value ?? 0));
  const row = (name: string, looks: readonly Look[]): string =>
    `| ${name} | ${looks.length} | ${median(clicks(looks)).toFixed(0)} | ${percentile(clicks(looks), 0.99).toFixed(0)} | ${most(looks.map(({ heapMiB }) => heapMiB)).toFixed(1)} | ${most(looks.map(({ ownMiB }) => ownMiB)).toFixed(0)} | ${thousands(most(looks.map(({ nodes }) => nodes)))} |`;
  const ratio = median(clicks(moving)) / median(clicks(atRest));
  return `# Figures of pages

Made by \`${result.command}\` on ${result.machine}, in Debian's Chromium without a screen; the wire and the browser share the cores.

The desk shows the live distribution of a fact-check that is texted to ${thousands(result.people)} people, and asks each second how it stands. It was
looked at for ${thousands(result.seconds)} s, in which it asked ${thousands(result.requests)} times; then the broadcast was “${texts.status}”, with ${thousands(texts.accepted + texts.delivered)} of ${thousands(texts.audience)} texts taken by the
simulated Twilio and ${thousands(texts.deferred)} waiting for a morning. A click opens a part of the page; it counts until two frames later. At rest: the same page of a
fact-check that nobody is texted.

| | looks | click, p50 ms | p99 | heap, MiB at most | process, MiB at most | nodes at most |
| --- | --: | --: | --: | --: | --: | --: |
${row('at rest', atRest)}
${row('while texts leave', moving)}

A click takes ${ratio.toFixed(2)} times as long as at rest. ${result.longTasks.length === 0 ? 'No task' : `${result.longTasks.length} tasks, the longest of ${most(result.longTasks).toFixed(0)} ms,`} held the page up for 50 ms or more. The heap is after a
collection; the process is what the page's renderer has for itself, beside the code that Chromium's processes share.
`;
};
