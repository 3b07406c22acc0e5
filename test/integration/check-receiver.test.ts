import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { createReceiver } from '../../examples/partner-receiver/receive.ts';
import { openShelf } from '../../examples/partner-receiver/shelf.ts';
import { cases } from '../../local/cli/check-receiver/cases.ts';
import { type CheckDeps, checkReceiver, wireLimits } from '../../local/cli/check-receiver/check.ts';
import { closeServer, listenOnLoopback } from '../../local/http/listen.ts';
import { createHttpSender } from '../../shared/adapters/http-sender/http-sender.ts';
import { webhookMessageSchemas } from '../../shared/domain/webhook-message.ts';
import { makeSecret } from '../../shared/domain/webhook-signature.ts';
import { freePort } from '../wire-process.ts';
import { startCommand } from './adopt/command.ts';
import { type Manner, startBadReceiver } from './check-receiver/bad-receiver.ts';

const secret = makeSecret(Math.random);
const endings: (() => unknown)[] = [];
let sender: ReturnType<typeof createHttpSender>;
beforeEach(() => {
  sender = createHttpSender({ allowLoopback: true });
});
afterEach(async () => {
  sender.close();
  await Promise.all(endings.splice(0).map((end) => end()));
});

const check = (url: string, differs: Partial<CheckDeps> = {}) =>
  checkReceiver({ url, secret, sender, now: Date.now, random: Math.random, limits: wireLimits, ...differs });
const start = async (manner: Partial<Manner> = {}) => {
  const receiver = await startBadReceiver(secret, manner);
  endings.push(receiver.close);
  return receiver;
};
type Results = Awaited<ReturnType<typeof check>>;
const named = (results: Results, outcome: Results[number]['outcome']): string[] =>
  results.filter((result) => result.outcome === outcome).map(({ name }) => name);
const allNames = [...cases.map(({ name }) => name), 'redirects', 'answer-time'];

test('the example receiver of the repository passes every case, and finds no gap', async () => {
  const [shelf, lines] = [openShelf(':memory:'), [] as string[]];
  const onAnswered = (line: string) => void lines.push(line);
  const server = createReceiver({ secrets: [secret], livemode: false, shelf, onAnswered });
  const url = await listenOnLoopback(server, 0);
  endings.push(() => closeServer(server));
  expect(named(await check(url), 'passed')).toEqual(allNames);
  expect(shelf.missing()).toEqual([]);
  const words = lines.map((line) => line.split(' ')[0]);
  expect(words.filter((word) => word === 'older')).toHaveLength(1);
  expect(words).not.toContain('repeated');
});

/** Each with what is wrong with it, and the cases that it fails. */
const flawed: Readonly<Record<string, [fails: readonly string[], manner: Partial<Manner>]>> = {
  'is not up yet': [['valid'], { react: (_, { isFirst, isRepeated }) => (isFirst && !isRepeated ? 503 : undefined) }],
  'calls a repetition a conflict': [['duplicate'], { react: (_, { isRepeated }) => (isRepeated ? 409 : undefined) }],
  'fails on a repetition': [['duplicate'], { react: (_, { isRepeated }) => (isRepeated ? 500 : undefined) }],
  'compares no signature': [['bad-signature', 'altered-body'], { compares: false }],
  'trusts who does not sign': [
    ['missing-headers'],
    { trustsWithout: (missing) => missing.includes('webhook-signature') },
  ],
  'trusts who has no id': [['missing-headers'], { trustsWithout: ([name, other]) => name === 'webhook-id' && !other }],
  'trusts who has no time': [['missing-headers'], { trustsWithout: ([name]) => name === 'webhook-timestamp' }],
  'lets old messages in': [['stale-timestamp'], { isFresh: (age) => age > -300 }],
  'lets messages of tomorrow in': [['future-timestamp'], { isFresh: (age) => age < 300 }],
  'verifies what it parsed': [['altered-body'], { signedText: (body) => JSON.stringify(JSON.parse(body)) }],
  'looks at the first signature': [
    ['rotation'],
    { signatures: (header) => header.filter((one) => one.startsWith('v1,')).slice(0, 1) },
  ],
  'looks at the last signature': [['v1a'], { signatures: (header) => header.slice(-1) }],
  'does not know v1a': [
    ['v1a'],
    { signatures: (all) => (all.some((one) => one.startsWith('v1a,')) ? undefined : all) },
  ],
  'wants a sequence': [['test-notice'], { react: ({ data }) => (data.sequence === undefined ? 400 : undefined) }],
  'knows its types': [['unknown-type'], { react: ({ type }) => (/^(ruling|endpoint)\./.test(type) ? undefined : 422) }],
  'knows its fields': [
    ['unknown-field'],
    {
      react: (message) =>
        z.looseObject({ sample: z.never().optional() }).safeParse(message).success ? undefined : 422,
    },
  ],
  'refuses older revisions': [['out-of-order'], { react: (_, { isOlder }) => (isOlder ? 409 : undefined) }],
  'cannot retract': [['retraction'], { react: ({ type }) => (type === 'ruling.retracted' ? 501 : undefined) }],
  'is gone': [['retraction'], { react: ({ type }) => (type === 'ruling.retracted' ? 410 : undefined) }],
  'reads 16 kB': [['long-body'], { react: (_, { bytes }) => (bytes > 16_384 ? 413 : undefined) }],
  'sends retractions elsewhere': [
    ['redirects'],
    { react: ({ type }) => (type === 'ruling.retracted' ? { status: 308, location: '/other' } : undefined) },
  ],
};

describe('a receiver that is not as it should be fails what it does wrong, and nothing else:', () => {
  test.each(Object.entries(flawed))('it %s', async (_, [fails, manner]) => {
    const results = await check((await start(manner)).url);
    expect(named(results, 'failed')).toEqual(fails);
    expect(named(results, 'warned')).toEqual([]);
    for (const { why, should } of results.filter(({ outcome }) => outcome === 'failed'))
      expect([why, should]).toEqual([expect.stringMatching(/\w/), expect.stringMatching(/\w/)]);
  });

  test('it never answers a retraction', async () => {
    const { url } = await start({ react: ({ type }) => (type === 'ruling.retracted' ? 'hang' : undefined) });
    const results = await check(url, { limits: { slowMs: 1_500, lateMs: 2_000 } });
    expect([named(results, 'failed'), named(results, 'skipped')]).toEqual([['answer-time'], ['retraction']]);
    expect(results.at(-1)?.why).toBe('no answer within 2 s');
  });

  test('it is slow, which is a warning', async () => {
    const { url } = await start({ react: async () => void (await setTimeout(60)) });
    const results = await check(url, { limits: { slowMs: 50, lateMs: 15_000 } });
    expect(named(results, 'passed')).toEqual(allNames.slice(0, -1));
    expect(named(results, 'warned')).toEqual(['answer-time']);
  });

  test('every case has a receiver above that fails it', () => {
    const failed = new Set([...Object.values(flawed).flatMap(([fails]) => fails), 'answer-time']);
    expect(allNames.filter((name) => !failed.has(name))).toEqual([]);
  });
});

describe('a receiver that gives no answer to judge is asked once, and it is said why:', () => {
  test('it redirects', async () => {
    const { url, bodies } = await start({ react: () => ({ status: 302, location: '/login' }) });
    const results = await check(url);
    expect([named(results, 'failed'), bodies.length]).toEqual([['redirects'], 1]);
    expect(named(results, 'skipped')).toEqual(allNames.filter((name) => name !== 'redirects'));
  });

  test('nobody listens', async () => {
    const results = await check(`http://127.0.0.1:${await freePort()}/`);
    expect(named(results, 'failed')).toEqual(['valid']);
    expect(results[0]).toMatchObject({ answers: [{ status: null, error: 'connect' }] });
    expect(named(results, 'skipped')).toEqual(allNames.slice(1));
  });

  test('its name leads to a private address', async () => {
    const guarded = createHttpSender({ allowLoopback: true, resolve: async () => ['10.0.0.1'] });
    const results = await check('https://partner.example/hook', { sender: guarded });
    guarded.close();
    expect(named(results, 'failed')).toEqual(['valid']);
    expect(results[0]?.why).toContain('not public');
  });
});

describe('what is sent', () => {
  const envelope = z.object({
    ...{ id: z.string(), type: z.string(), livemode: z.boolean() },
    data: z.object({ sequence: z.int().optional() }),
  });
  const isKnown = (type: string): type is keyof typeof webhookMessageSchemas => type in webhookMessageSchemas;

  test('is what the wire sends, marked as samples, with ids of this run alone', async () => {
    const { url, bodies } = await start();
    await check(url);
    const first = bodies.map((body) => envelope.parse(JSON.parse(body)));
    await check(url);
    const second = bodies.slice(first.length).map((body) => envelope.parse(JSON.parse(body)));
    // the duplicate alone has the id of another
    for (const run of [first, second]) expect(new Set(run.map(({ id }) => id)).size).toBe(run.length - 1);
    expect(new Set([...first, ...second].map(({ id }) => id)).size).toBe(bodies.length - 2);
    const places = first.flatMap(({ data }) => data.sequence ?? []);
    // the duplicate has one of them again, the notice has none
    expect([new Set(places).size, places.length]).toEqual([first.length - 2, first.length - 1]);
    // of the messages that are altered on their way
    expect(first.filter(({ livemode }) => livemode)).toHaveLength(1);
    for (const body of bodies) {
      const { type } = envelope.parse(JSON.parse(body));
      if (isKnown(type)) expect(webhookMessageSchemas[type].safeParse(JSON.parse(body)).error).toBeUndefined();
      if (type.startsWith('ruling.')) expect(body).toContain('"headline":"Sample: ');
    }
    expect(new Set(first.map(({ type }) => type))).toEqual(
      new Set(['ruling.published', 'ruling.corrected', 'ruling.retracted', 'endpoint.test', 'sample.unknown']),
    );
    expect(Math.max(...bodies.map((body) => Buffer.byteLength(body)))).toBeGreaterThan(20_000);
  });
});

describe('rulingwire check-receiver', () => {
  const run = (args: readonly string[], by: string = secret) =>
    startCommand(['check-receiver', ...args], { RULINGWIRE_WEBHOOK_SECRET: by }).ended();
  const reportSchema = z.strictObject({
    url: z.string(),
    passed: z.boolean(),
    cases: z.array(
      z.strictObject({
        ...{ name: z.string(), did: z.string(), should: z.string() },
        outcome: z.enum(['passed', 'warned', 'failed', 'skipped']),
        answers: z.array(
          z.strictObject({
            status: z.number().nullable(),
            error: z.string().nullable(),
            ms: z.number(),
            answer: z.string(),
          }),
        ),
        ...{ why: z.string().nullable(), byEye: z.string().nullable() },
      }),
    ),
  });

  test('exits with 0 when all is well, and says what is left to look at', async () => {
    const { code, stdout, stderr } = await run([(await start()).url]);
    expect([code, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(/^passed {2}valid +sent a message, signed for now: 204 in \d+ ms$/m);
    expect(stdout).toMatch(/^17 of 17 passed, 0 failed$/m);
    expect(stdout).toMatch(/^ {2}out-of-order +revision 2 /m);
  });

  test('exits with 1 when a case failed, with what came back and what should have', async () => {
    const { code, stdout } = await run([(await start({ compares: false })).url]);
    expect(code).toBe(1);
    expect(stdout).toMatch(
      /^FAILED {2}bad-signature .*: 204 in \d+ ms\n +the message was accepted\n( +it said: .*\n)? +it should answer 401/m,
    );
    expect(stdout).toMatch(/^15 of 17 passed, 2 failed$/m);
  });

  test('shows what a receiver said, on one line', async () => {
    const { stdout } = await run([(await start({ react: () => 500 })).url]);
    expect(stdout).toContain('        it said: said 500\n');
  });

  test('reports as JSON, and nothing else on standard output', async () => {
    const { url } = await start({ react: ({ type }) => (type === 'ruling.retracted' ? 501 : undefined) });
    const { code, stdout } = await run([url, '--json']);
    const report = reportSchema.parse(JSON.parse(stdout));
    expect([code, report.url, report.passed]).toEqual([1, url, false]);
    expect(report.cases.map(({ name }) => name)).toEqual(allNames);
    expect(report.cases.find(({ name }) => name === 'retraction')).toMatchObject({
      outcome: 'failed',
      answers: [{ status: 204 }, { status: 204 }, { status: 501, answer: 'said 501' }],
    });
  });

  test('takes the secret from the command line, says that others see it, and never prints it', async () => {
    const { url } = await start();
    const { code, stdout, stderr } = await run([url, '--secret', secret], makeSecret(Math.random));
    expect([code, stderr]).toEqual([0, expect.stringContaining('RULINGWIRE_WEBHOOK_SECRET')]);
    expect(stdout + stderr).not.toContain(secret.slice('whsec_'.length));
  });

  test.each([
    [[], 'takes one URL'],
    [['http://127.0.0.1:1/', 'http://127.0.0.1:2/'], 'takes one URL'],
    [['http://partner.example/'], 'must start with https://'],
    [['https://10.0.0.1/'], 'not public'],
    [['http://127.0.0.1:1/', '--secret', 'hush'], 'whsec_'],
    [['http://127.0.0.1:1/', '--fast'], '--fast'],
  ])('%j is answered with how the command is used', async (args, words) => {
    const { code, stderr } = await run(args);
    expect(code).toBe(2);
    expect(stderr).toContain(words);
    expect(stderr).toContain('rulingwire check-receiver URL');
    expect(stderr).not.toContain('hush');
  });

  test('without a secret it says which variable is missing', async () => {
    const { code, stderr } = await run(['http://127.0.0.1:1/'], '');
    expect([code, stderr]).toEqual([2, expect.stringContaining('is missing: RULINGWIRE_WEBHOOK_SECRET')]);
  });
});
