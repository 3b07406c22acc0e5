import type { Exchange } from '../../../shared/domain/exchange.ts';
import type { WebhookSender } from '../../../shared/ports/webhook-sender.ts';
import { type Case, cases } from './cases.ts';
import type { Bench, Outgoing } from './outgoing.ts';
import { createSamples } from './samples.ts';

export interface Answer extends Pick<Exchange, 'status' | 'error' | 'answer'> {
  readonly ms: number;
}

/** How a case went. `skipped`: nothing can be said of it, for the reason that `why` gives. */
export interface CaseResult extends Pick<Case, 'name' | 'did' | 'should'> {
  readonly outcome: 'passed' | 'warned' | 'failed' | 'skipped';
  readonly answers: readonly Answer[];
  readonly why: string | null;
  readonly byEye: string | null;
}

export interface CheckDeps {
  readonly url: string;
  readonly secret: string;
  readonly sender: WebhookSender;
  readonly now: () => number;
  readonly random: () => number;
  readonly limits: Limits;
}

/** How long an answer may take, in ms, before it is slow, and before the wire takes it for none. */
export interface Limits {
  readonly slowMs: number;
  readonly lateMs: number;
}
export const wireLimits: Limits = { slowMs: 5_000, lateMs: 15_000 };

/**
 * Runs every case against a receiver, one message at a time. How long the answers took and whether they were redirects are cases of their
 * own, over all messages: an answer that came too late or was a redirect counts there, and its own case is skipped. If even the first
 * message gets no answer to judge, the others are not sent.
 */
export const checkReceiver = async (deps: CheckDeps): Promise<CaseResult[]> => {
  const samples = createSamples(deps.now, deps.random);
  const bench: Bench = { ...deps, samples, ruling: samples.ruling() };
  const results: CaseResult[] = [];
  let isMute = false;
  for (const one of cases) {
    const result = isMute ? resultOf(one, [], 'skipped', noAnswer) : await run(one, bench, deps);
    if (one === cases[0] && result.answers.some(({ error }) => error !== null)) isMute = true;
    results.push(result);
  }
  const answers = results.flatMap((result) => result.answers);
  return [
    ...results,
    ...[redirects(answers), answerTime(answers, deps.limits)].map((result) =>
      isMute && result.outcome === 'passed' ? { ...result, outcome: 'skipped' as const, why: noAnswer } : result,
    ),
  ];
};

const noAnswer = 'the first message got no answer that says anything';

const run = async (one: Case, bench: Bench, deps: CheckDeps): Promise<CaseResult> => {
  const answers: Answer[] = [];
  for (const sent of one.messages(bench)) {
    const answer = await post(sent, deps);
    answers.push(answer);
    if (one.expects === 'accepted' && isAccepted(answer)) bench.samples.taken(sent.sample);
  }
  const isRight = one.expects === 'accepted' ? isAccepted : isRefused;
  const wrong = answers.filter((answer) => !isRight(answer) && judgedBy(answer) === undefined);
  if (wrong.length > 0) return resultOf(one, answers, 'failed', reasonOf(one.expects, wrong));
  const [elsewhere] = answers.flatMap((answer) => judgedBy(answer) ?? []);
  if (elsewhere !== undefined) return resultOf(one, answers, 'skipped', `see ${elsewhere}`);
  return resultOf(one, answers, 'passed', null);
};

const post = async ({ headers, body }: Outgoing, { url, sender, now, limits }: CheckDeps): Promise<Answer> => {
  const { status, error, answer, ms } = await sender.post({ url, headers, body, deadline: now() + limits.lateMs });
  return { status, error, answer, ms: ms.total };
};

/** The case over all messages that an answer counts in, instead of its own. */
const judgedBy = ({ error }: Answer): string | undefined =>
  error === 'timeout' ? 'answer-time' : error === 'redirect' ? 'redirects' : undefined;

const hundreds = ({ status }: Answer): number => Math.floor((status ?? 0) / 100);
const isAccepted = (answer: Answer): boolean => answer.error === null && hundreds(answer) === 2;
const isRefused = (answer: Answer): boolean => answer.error === null && hundreds(answer) === 4;

const resultOf = (
  { name, did, should, byEye = null }: Pick<Case, 'name' | 'did' | 'should'> & { readonly byEye?: string | null },
  answers: readonly Answer[],
  outcome: CaseResult['outcome'],
  why: string | null,
): CaseResult => ({ name, outcome, did, answers, why, should, byEye });

const reasonOf = (expects: Case['expects'], wrong: readonly Answer[]): string => {
  if (wrong.some(({ error }) => error === 'address-refused'))
    return 'the URL is on an address that is not public: the wire would not connect to it';
  if (wrong.some(({ error }) => error !== null)) return 'the answer was none, or broke off';
  if (expects === 'refused')
    return wrong.some(isAccepted) ? 'the message was accepted' : 'the message was not refused as such, which is a 4xx';
  return wrong.some(({ status }) => status === 410)
    ? 'the message was not accepted, and a 410 disables the endpoint'
    : 'the message was not accepted';
};

const redirects = (answers: readonly Answer[]): CaseResult => {
  const found = answers.filter(({ error }) => error === 'redirect');
  const about = {
    name: 'redirects',
    did: 'looked for redirects among all answers',
    should: 'answer itself: the wire follows no redirect. Register the URL that it leads to',
  };
  return found.length === 0
    ? resultOf(about, [], 'passed', null)
    : resultOf(about, found, 'failed', 'an answer was a redirect');
};

const answerTime = (answers: readonly Answer[], { slowMs, lateMs }: Limits): CaseResult => {
  const about = {
    name: 'answer-time',
    did: 'timed all answers',
    should: `answer at once when the message is stored, and do its work afterwards: within ${lateMs / 1000} s at the latest`,
  };
  const late = answers.filter(({ error, ms }) => error === 'timeout' || ms >= lateMs);
  if (late.length > 0) return resultOf(about, late, 'failed', `no answer within ${lateMs / 1000} s`);
  const slow = answers.filter(({ ms }) => ms > slowMs);
  if (slow.length > 0) return resultOf(about, slow, 'warned', `an answer took more than ${slowMs / 1000} s`);
  return resultOf(about, [], 'passed', null);
};
