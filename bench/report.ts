interface Spread {
  readonly p50: number;
  readonly p99: number;
}

export interface BenchResult {
  readonly machine: string;
  readonly runs: number;
  readonly readyMs: number;
  readonly atRest: Readonly<Record<'answered' | 'feed' | 'text' | 'webhook', Spread>>;
  readonly memoryMiB: { readonly now: number; readonly peak: number } | null;
}

/** The page docs/bench.md: what was measured, on what, and by which command. */
export const toTable = ({ machine, runs, readyMs, atRest, memoryMiB }: BenchResult): string => {
  const row = (leg: string, { p50, p99 }: Spread) => `| ${leg} | ${p50} | ${p99} |`;
  return `# Figures

Made by \`npm run bench -- --runs ${runs} --write\` on ${machine}. The embedded runtime runs in one process; these figures compare one
version with another on one machine, and are not AWS's.

From sending \`POST /v1/rulings\`, at rest (one ruling at a time, one phone and two endpoints), in milliseconds over ${runs} rulings:

| until | p50 | p99 |
|---|---:|---:|
${[
  row('the API answered', atRest.answered),
  row('a reader got the ruling in `/feeds/feed.json`', atRest.feed),
  row('Twilio (simulated) took the text', atRest.text),
  row('the partner got the webhook', atRest.webhook),
].join('\n')}

Ready ${readyMs} ms after the start on an empty data folder, seeding included.${
    memoryMiB === null
      ? ''
      : ` Resident memory of the process: ${memoryMiB.now} MiB at the end, ${memoryMiB.peak} MiB at its highest.`
  }
`;
};
