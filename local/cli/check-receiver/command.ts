import { createHttpSender } from '../../../shared/adapters/http-sender/http-sender.ts';
import { type Answer, type CaseResult, checkReceiver, wireLimits } from './check.ts';
import { readOptions } from './options.ts';

/** `rulingwire check-receiver URL`: a partner's conformance run against the partner's own receiver. */
export const checkReceiverAt = async (args: readonly string[]): Promise<number> => {
  const { url, secret, json, isSecretShown } = readOptions(args, process.env);
  if (isSecretShown)
    console.error('--secret can be read by others on this machine; RULINGWIRE_WEBHOOK_SECRET cannot\n');
  // it runs on the partner's machine, where the receiver may be; other private addresses are refused as the wire refuses them
  const sender = createHttpSender({ allowLoopback: true });
  try {
    const results = await checkReceiver({
      ...{ url, secret, sender },
      ...{ now: Date.now, random: Math.random, limits: wireLimits },
    });
    const isGood = results.every(({ outcome }) => outcome === 'passed' || outcome === 'warned');
    if (json) console.log(JSON.stringify({ url, passed: isGood, cases: results }, null, 2));
    else for (const line of reportOf(results)) console.log(line);
    return isGood ? 0 : 1;
  } finally {
    sender.close();
  }
};

const words = { passed: 'passed', warned: 'WARNED', failed: 'FAILED', skipped: 'skipped' } as const;
/** So much of an answer is shown. */
const shownAnswer = 200;

const reportOf = (results: readonly CaseResult[]): string[] => {
  const count = (wanted: CaseResult['outcome']) => results.filter(({ outcome }) => outcome === wanted).length;
  const [warned, skipped] = [count('warned'), count('skipped')];
  return [
    ...results.flatMap(linesOf),
    '',
    [
      `${count('passed')} of ${results.length} passed, ${count('failed')} failed`,
      ...(warned > 0 ? [`${warned} warned`] : []),
      ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ].join(', '),
    ...eyeLines(results),
  ];
};

const linesOf = ({ name, outcome, did, answers, why, should }: CaseResult): string[] => {
  const came = answers.length === 0 ? '' : `: ${answers.map(inWords).join(', ')}`;
  const line = `${words[outcome]}  ${name.padEnd(16)}  ${did}${came}`;
  if (outcome === 'passed') return [line];
  const said = answers.map(({ answer }) => answer.trim()).find((text) => text !== '');
  return [
    line,
    `        ${why ?? ''}`,
    ...(said === undefined ? [] : [`        it said: ${said.slice(0, shownAnswer).replaceAll(/\s+/g, ' ')}`]),
    ...(outcome === 'skipped' ? [] : [`        it should ${should}`]),
  ];
};

const inWords = ({ status, error, ms }: Answer): string => {
  const what = [status, error].filter((part) => part !== null).join(' ');
  return `${what} in ${ms} ms`;
};

/** Of what passed, what only the partner can see. */
const eyeLines = (results: readonly CaseResult[]): string[] => {
  const lines = results.flatMap(({ name, outcome, byEye }) =>
    byEye === null || outcome !== 'passed' ? [] : [`  ${name.padEnd(16)}  ${byEye}`],
  );
  return lines.length === 0 ? [] : ['', 'Check by eye, among the samples that came in:', ...lines];
};
