/**
 * The bundles as they are deployed, under the client that Lambda's own Node runtime is, so that no handler leans on the embedded
 * runtime's worker. Opt-in, since installing the package compiles C++ or skips its scripts; CONTRIBUTING.md has the command.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import * as z from 'zod';
import { logCodes } from '../../shared/ports/log-codes/log-codes.ts';
import { startPartner } from '../receiver.ts';
import { draftInput } from '../samples/ruling-draft.ts';
import { phone } from '../samples/texting.ts';
import { waitFor } from '../wait-for.ts';
import { type ApiAnswer, createApiCalls } from './runtime-client/api-calls.ts';
import { httpEvent, logRowEvent, queueEvent, scheduledEvent } from './runtime-client/events.ts';
import { type Platform, startPlatform } from './runtime-client/platform.ts';
import { startSandbox } from './runtime-client/sandbox.ts';

const optedIn = process.env['RULINGWIRE_RIC'] === '1';
if (!optedIn)
  console.warn("SKIPPED: the bundles under AWS's runtime interface client. CONTRIBUTING.md says how to run them.");

const headline = 'No, the bill does not close “every” ferry – ni el túnel 🛳';
const allDone = { batchItemFailures: [] };

const keySchema = z.object({ key: z.string() });
const idSchema = z.object({ id: z.string() });
const committedSchema = z.object({ ruling: idSchema });
const lineSchema = z.object({ message: z.string() });
const distributionSchema = z.object({ events: z.array(z.object({ texts: z.record(z.string(), z.unknown()) })) });

describe.skipIf(!optedIn)("under AWS's runtime interface client", () => {
  let platform: Platform;
  let partner: Awaited<ReturnType<typeof startPartner>>;
  let call: ReturnType<typeof createApiCalls>;
  let editorKey: string;
  let rulingId: string;

  const made = ({ status, body }: ApiAnswer): unknown => {
    expect([status, body]).toEqual([201, body]);
    return body;
  };
  const publish = async (slug: string): Promise<string> => {
    const answer = await call(editorKey, 'POST', '/v1/rulings', draftInput({ slug, headline }));
    return committedSchema.parse(made(answer)).ruling.id;
  };
  const textsOf = async (ruling: string): Promise<unknown> => {
    const { body } = await call(editorKey, 'GET', `/v1/rulings/${ruling}/distribution`);
    return distributionSchema.parse(body).events[0]?.texts;
  };

  beforeAll(async () => {
    [platform, partner] = await Promise.all([startPlatform(), startPartner()]);
    call = createApiCalls(platform.invoke);
  });
  afterAll(async () => {
    await platform.close();
    await partner.close();
  });

  test('subscribers-api takes in a phone', async () => {
    const consent = { textVersion: '2026-11', adult: true };
    const signUp = { phone: phone(1), frequency: 'immediate', consent };
    expect(await call(platform.operatorKey, 'POST', '/v1/subscribers', signUp)).toEqual({ status: 202, body: {} });
  });

  test('newsroom-api makes keys and an endpoint, publishes a ruling and gives it back', async () => {
    const { operatorKey } = platform;
    const editor = { name: 'Sam Roe', scopes: ['newsroom:write', 'newsroom:send'] };
    editorKey = keySchema.parse(made(await call(operatorKey, 'POST', '/v1/keys', editor))).key;
    const outlet = idSchema.parse(made(await call(operatorKey, 'POST', '/v1/partners', { name: 'The Harbor Daily' })));
    const named = { name: 'Harbor desk' };
    const { key } = keySchema.parse(made(await call(operatorKey, 'POST', `/v1/partners/${outlet.id}/keys`, named)));
    made(await call(key, 'POST', '/v1/endpoints', { url: partner.url, contact: 'desk@harbor-daily.example' }));

    rulingId = await publish('ferry-and-tunnel');
    const read = await call(editorKey, 'GET', `/v1/rulings/${rulingId}`);
    expect(read).toMatchObject({ status: 200, body: { id: rulingId, headline, revision: 1 } });
    expect(await call('rwk_of_nobody_at_all_0123456789', 'GET', `/v1/rulings/${rulingId}`)).toMatchObject({
      status: 401,
    });
  });

  test('webhook-keys tells the keys that sign', async () => {
    const { status, body } = await call(platform.operatorKey, 'GET', '/.well-known/webhook-keys.json');
    const publicKey = expect.stringMatching(/^whpk_/);
    expect([status, body]).toMatchObject([200, { keys: [{ algorithm: 'ed25519', publicKey }] }]);
  });

  test('relay takes the event from the log to every channel', async () => {
    expect(await platform.invoke('relay', logRowEvent(1))).toEqual(allDone);
  });

  test('build-feeds writes the feeds', async () => {
    const { Records } = platform.batchOf('FeedsQueue');
    expect(Records).toHaveLength(1);
    expect(await platform.invoke('build-feeds', { Records })).toEqual(allDone);
    const [item] = z.object({ items: z.array(z.unknown()) }).parse(platform.feed('feeds/feed.json')).items;
    expect(item).toMatchObject({ title: headline });
  });

  test('plan-texts and send-texts text the phone, once though the batch comes twice', async () => {
    expect(await platform.invoke('plan-texts', platform.batchOf('TextsTextPlansQueue'))).toEqual(allDone);
    const batch = platform.batchOf('TextsTextBatchesQueue');
    expect(batch.Records).toHaveLength(1);
    expect(await platform.invoke('send-texts', batch)).toEqual(allDone);
    expect(await platform.invoke('send-texts', batch)).toEqual(allDone);
    const messages: unknown = await (await fetch(`${platform.twilioUrl}/_sim/messages`)).json();
    expect(messages).toEqual([expect.objectContaining({ to: phone(1), body: expect.stringContaining('FALSE') })]);
  });

  test('twilio-status takes down that the text arrived, and refuses who did not sign', async () => {
    const routeKey = 'POST /twilio/status/{token}';
    const form = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
    const hear = (path: string, signature: string, body: string) => {
      const token = path.split('/').at(-1) ?? '';
      const headers = { ...form, 'x-twilio-signature': signature };
      const event = httpEvent({
        ...{ method: 'POST', path, routeKey, pathParameters: { token }, headers },
        ...{ body, base64: true },
      });
      return platform.invoke('twilio-status', event);
    };
    await waitFor(() => platform.callbacks.some(({ body }) => body.includes('MessageStatus=delivered')));
    const [first] = platform.callbacks;
    expect(await hear(first?.path ?? '', 'c2lnbmVkIGJ5IG5vYm9keQ==', first?.body ?? '')).toEqual({ statusCode: 403 });
    expect(await textsOf(rulingId)).toMatchObject({ audience: 1, accepted: 1, delivered: 0 });
    for (const { path, signature, body } of platform.callbacks) {
      expect(await hear(path, signature, body)).toEqual({ statusCode: 204 });
    }
    expect(await textsOf(rulingId)).toMatchObject({ audience: 1, accepted: 0, delivered: 1 });
  });

  test('plan-deliveries and deliver post the event to the partner', async () => {
    expect(await platform.invoke('plan-deliveries', platform.batchOf('PartnersDeliveryPlansQueue'))).toEqual(allDone);
    const batch = platform.batchOf('PartnersDeliveriesQueue');
    expect(batch.Records.length).toBeGreaterThan(0);
    expect(await platform.invoke('deliver', batch)).toEqual(allDone);
    expect(partner.received).toMatchObject([{ type: 'ruling.published', data: { rulingId, sequence: 1 } }]);
  });

  test('tend-partners has a day on which there is nobody to tell of', async () => {
    expect(await platform.invoke('tend-partners', scheduledEvent())).toBeNull();
  });

  test('operations-api tells that the wire is up, and the hub refuses what is no request', async () => {
    const health = { method: 'GET', path: '/v1/health', routeKey: 'GET /v1/health', headers: {} };
    expect(await platform.invoke('operations-api', httpEvent(health))).toMatchObject({ statusCode: 200 });
    const empty = { method: 'POST', path: '/hub', routeKey: 'POST /hub', headers: {}, body: '' };
    expect(await platform.invoke('hub', httpEvent(empty))).toMatchObject({ statusCode: 415 });
  });

  test('sweep takes along what the relay left behind', async () => {
    await publish('left-behind');
    expect(platform.batchOf('FeedsQueue').Records).toEqual([]);
    expect(await platform.invoke('sweep', scheduledEvent())).toBeNull();
    const bodies = platform.batchOf('FeedsQueue').Records.map(({ body }): unknown => JSON.parse(body));
    expect(bodies).toMatchObject([{ type: 'ruling.published', sequence: 2 }]);
  });

  const queueFunctions = [
    ...['build-feeds', 'build-archives', 'rebuild-feeds', 'plan-texts', 'send-texts', 'plan-deliveries'],
    ...['deliver', 'deliver-to-followers', 'verify-followers', 'publish-scheduled'],
  ];
  test.each(queueFunctions)('%s reports the message that it cannot read, by its id', async (name) => {
    const event = queueEvent('arn:aws:sqs:eu-west-1:123456789012:queue', ['{"of": "another version"}']);
    const failed = event.Records.map(({ messageId }) => ({ itemIdentifier: messageId }));
    expect(await platform.invoke(name, event)).toEqual({ batchItemFailures: failed });
  });

  test('relay reports the batch from its first record on where the topic is gone', async () => {
    const { environment, ...relay } = platform.definitionOf('relay');
    const gone = `${environment['EVENTS_TOPIC_ARN']}-gone`;
    const sandbox = await startSandbox({ ...relay, environment: { ...environment, EVENTS_TOPIC_ARN: gone } });
    await publish('not-relayed');
    const event = logRowEvent(3);
    const failed = [{ itemIdentifier: event.Records[0]?.dynamodb?.SequenceNumber }];
    expect(await sandbox.invoke(event)).toEqual({ batchItemFailures: failed });
    await sandbox.stop();
  });

  test('a handler that throws fails its invocation, and the next one gets an answer', async () => {
    const { environment, ...sweep } = platform.definitionOf('sweep');
    const gone = { ...environment, TIMETABLE_TABLE: 'gone' };
    const sandbox = await startSandbox({ ...sweep, environment: gone });
    for (const _ of [1, 2]) {
      await expect(sandbox.invoke(scheduledEvent())).rejects.toMatchObject({ name: 'AccessDeniedException' });
    }
    await sandbox.stop();
  });

  test('a function that lacks a setting fails at its start and names it', async () => {
    const { environment, ...buildFeeds } = platform.definitionOf('build-feeds');
    const { PUBLIC_BUCKET: _, ...rest } = environment;
    const sandbox = await startSandbox({ ...buildFeeds, environment: rest });
    await expect(sandbox.invoke(queueEvent('', []))).rejects.toThrow('PUBLIC_BUCKET');
    await sandbox.stop();
  });

  test('what functions write to their logs is one JSON object a line, each a catalogued code', async () => {
    const lines = (await platform.output()).trim().split('\n');
    // figures are lines of CloudWatch's own format, without a message
    const told = lines.map((line): object => JSON.parse(line)).filter((line) => !('_aws' in line));
    const codes = new Set(told.map((line) => lineSchema.parse(line).message));
    expect(codes).toContain('TEXTS_PLANNED');
    for (const code of codes) expect(Object.keys(logCodes)).toContain(code);
  });

  test('every function of the template was invoked', () => {
    expect(platform.started().sort()).toEqual(platform.functions.toSorted());
  });
});
