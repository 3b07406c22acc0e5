import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { SendMessageBatchCommand, type SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { buildFixture, temporaryFolder } from './fixtures/build.ts';
import { type Observation, type Observer, startObserver } from './fixtures/observer.ts';
import { sqsClient, takeMessage } from './fixtures/queue.ts';

let runtime: Runtime;
let observer: Observer;
let sqs: SQSClient;
const dataDir = temporaryFolder();

const variable = (name: string): string => runtime.environmentOf('Probe')[name] ?? '';
const postItem = (id: string, text: string) => fetch(`${runtime.baseUrl}/items/${id}`, { method: 'POST', body: text });
const send = (queueUrl: string, texts: readonly string[], prefix: string) =>
  sqs.send(
    new SendMessageBatchCommand({
      QueueUrl: queueUrl,
      Entries: texts.map((text, n) => ({ Id: `m${n}`, MessageBody: JSON.stringify({ id: `${prefix}${n}`, text }) })),
    }),
  );
const workOn = (id: string) => (seen: Observation[]) => seen.filter((each) => each['id'] === id);

beforeAll(async () => {
  observer = await startObserver();
  runtime = await startRuntime({ dataDir, port: 0, cdkOut: buildFixture(), env: { OBSERVER_URL: observer.url } });
  sqs = sqsClient(variable('AWS_ENDPOINT_URL_SQS'));
});
afterAll(async () => {
  await runtime.close();
  observer.close();
});

describe('from the API to the last function', () => {
  test('an item goes over stream, topic and queue', async () => {
    const answer = await postItem('bridge', 'work');
    expect(answer.status).toBe(201);
    expect(answer.headers.get('location')).toBe('/items/bridge');
    const [seen] = workOn('ITEM#bridge')(await observer.until('work', (all) => workOn('ITEM#bridge')(all).length > 0));
    expect(seen).toMatchObject({ text: 'work', receives: 1 });
    expect(Number(seen?.['remaining'])).toBeLessThanOrEqual(10_000);
  });

  test('the subscription filter holds messages back', async () => {
    await postItem('filtered', 'other');
    await postItem('after-filtered', 'work');
    await observer.until('work', (all) => workOn('ITEM#after-filtered')(all).length > 0);
    expect(workOn('ITEM#filtered')(observer.seen('work'))).toEqual([]);
  });

  test('the minute schedule runs each second', async () => {
    await observer.until('tick', (all) => all.length >= 2);
  });
});

describe('queues', () => {
  test('only the messages that failed come again, then go to the dead letters', async () => {
    await send(variable('WORK_QUEUE_URL'), ['ok', 'fail', 'ok'], 'partial-');
    expect(JSON.parse(await takeMessage(sqs, variable('DEAD_LETTERS_URL')))).toEqual({ id: 'partial-1', text: 'fail' });
    const receives = (id: string) => workOn(id)(observer.seen('work')).map((each) => each['receives']);
    expect(receives('partial-0')).toEqual([1]);
    expect(receives('partial-1')).toEqual([1, 2]);
    expect(receives('partial-2')).toEqual([1]);
  });

  test('without partial failures the whole batch comes again; its window gathers what comes in a second', async () => {
    await send(variable('WHOLE_QUEUE_URL'), ['one'], 'whole-');
    await send(variable('WHOLE_QUEUE_URL'), ['two', 'fail'], 'whole-');
    const seen = await observer.until('whole', (all) => all.length >= 2);
    expect(seen[0]?.['texts']).toEqual(['one', 'two', 'fail']);
    const dead = [1, 2, 3].map(() => takeMessage(sqs, variable('DEAD_LETTERS_URL')));
    expect((await Promise.all(dead)).map((body) => JSON.parse(body).text).sort()).toEqual(['fail', 'one', 'two']);
  });

  test('a body may hold what lies beyond U+FFFF', async () => {
    expect(await runtime.invoke('Probe', { action: 'send' })).toEqual(expect.any(String));
    await observer.until('whole', (all) => all.some((each) => String(each['texts']).includes('🗳 emoji')));
  });
});

test('a poisonous record is bisected out of its batch; the others pass', async () => {
  const ids = Array.from({ length: 9 }, (_, n) => `batch-${n}`);
  await Promise.all(ids.map((id, n) => postItem(id, n === 4 ? 'poison' : 'work')));
  const healthy = ids.filter((_, n) => n !== 4);
  await observer.until('work', (all) => healthy.every((id) => workOn(`ITEM#${id}`)(all).length > 0));
  const record = JSON.parse(await takeMessage(sqs, variable('STREAM_FAILURES_URL')));
  expect(record).toMatchObject({
    version: '1.0',
    requestContext: { condition: 'RetryAttemptsExhausted', approximateInvokeCount: 2 },
    DDBStreamBatchInfo: { batchSize: 1, streamArn: expect.stringContaining('/stream/') },
  });
  const { startSequenceNumber, endSequenceNumber } = record.DDBStreamBatchInfo;
  expect(startSequenceNumber).toBe(endSequenceNumber);
});

describe('functions', () => {
  test('have an environment of their own and a log file', async () => {
    const { variables, home, sandbox } = Object(await runtime.invoke('Probe', { action: 'look' }));
    expect(variables).not.toContain('PATH');
    expect(home).toBeUndefined();
    expect(variables).toContain('AWS_LAMBDA_FUNCTION_NAME');
    expect(Object(await runtime.invoke('Probe', { action: 'look' })).sandbox).toBe(sandbox);
    const log = join(dataDir, 'log', `${variable('AWS_LAMBDA_FUNCTION_NAME')}.log`);
    await expect.poll(() => readFileSync(log, 'utf8')).toContain('probed by');
  });

  test.each([
    ['throws', 'throw', 'TypeError'],
    ['runs out of time', 'hang', 'Sandbox.Timedout'],
    ['exits', 'exit', 'Runtime.ExitError'],
  ])('one that %s fails its invocation, and the next one succeeds', async (_, action, errorType) => {
    await expect(runtime.invoke('Probe', { action })).rejects.toMatchObject({ errorType });
    expect(await runtime.invoke('Probe', { action: 'look' })).toMatchObject({ sandbox: expect.any(String) });
  });

  test('more invocations than workers wait for their turn, also when workers die', async () => {
    const all = Array.from({ length: 8 }, (_, n) => runtime.invoke('Probe', { action: n % 2 === 0 ? 'exit' : 'look' }));
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.map(({ status }) => status === 'fulfilled')).toEqual(all.map((_, n) => n % 2 === 1));
  });

  test('seal under an encryption context and read secrets that were generated', async () => {
    const { opened, refused, secret } = Object(await runtime.invoke('Probe', { action: 'secrets' }));
    expect(opened).toBe('a secret of an endpoint');
    expect(refused).toBe('InvalidCiphertextException');
    expect(JSON.parse(secret)).toEqual({ accountSid: 'AC1', authToken: expect.stringMatching(/^.{32}$/) });
    expect(runtime.secret('TwilioSecret')).toBe(secret);
  });
});

describe('HTTP', () => {
  test('the API tells its function about the request', async () => {
    const headers = { cookie: 'a=1; b=2', 'x-two': 'x' };
    const answer = await fetch(`${runtime.baseUrl}/items/a%20b?tag=x&tag=y&q=%C3%A9`, { headers });
    expect(await answer.json()).toMatchObject({
      version: '2.0',
      routeKey: 'GET /items/{id}',
      rawPath: '/items/a%20b',
      rawQueryString: 'tag=x&tag=y&q=%C3%A9',
      queryStringParameters: { tag: 'x,y', q: 'é' },
      pathParameters: { id: 'a b' },
      cookies: ['a=1', 'b=2'],
      headers: { 'x-two': 'x' },
      requestContext: { http: { method: 'GET', path: '/items/a%20b', sourceIp: '127.0.0.1' }, stage: '$default' },
      isBase64Encoded: false,
    });
  });

  test('unknown routes and oversized bodies are the gateway’s to answer', async () => {
    const unknown = await fetch(`${runtime.apiUrl}/nowhere`);
    expect([unknown.status, await unknown.text()]).toEqual([404, '{"message":"Not Found"}']);
    const body = 'x'.repeat(11 * 1024 * 1024);
    const large = await fetch(`${runtime.baseUrl}/items/large`, { method: 'POST', body });
    expect([large.status, await large.text()]).toEqual([413, '{"message":"Request Entity Too Large"}']);
    const event = await fetch(`${runtime.baseUrl}/items/large`, { method: 'POST', body: body.slice(0, 7_000_000) });
    expect(event.status).toBe(413);
  });

  test('the CDN serves deployed pages with validators', async () => {
    const page = await fetch(`${runtime.baseUrl}/`);
    expect([page.status, page.headers.get('content-type')]).toEqual([200, 'text/html']);
    const etag = page.headers.get('etag') ?? '';
    const lastModified = page.headers.get('last-modified') ?? '';
    const again = (headers: Record<string, string>) => fetch(`${runtime.baseUrl}/index.html`, { headers });
    const current = await again({ 'if-none-match': `"other", W/${etag}` });
    expect([current.status, current.headers.get('etag')]).toEqual([304, etag]);
    expect((await again({ 'if-modified-since': lastModified })).status).toBe(304);
    expect((await again({ 'if-none-match': '"other"', 'if-modified-since': lastModified })).status).toBe(200);
  });

  test('a missing page is 404, a method that no behaviour allows 403', async () => {
    expect((await fetch(`${runtime.baseUrl}/missing.html`)).status).toBe(404);
    expect((await fetch(`${runtime.baseUrl}/index.html`, { method: 'DELETE' })).status).toBe(403);
  });
});
