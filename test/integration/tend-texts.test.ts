/** The function as it is deployed, over the embedded tables, a secret service and the simulated Twilio. */
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { startJsonServer } from '../../local/aws/json-server.ts';
import { openSecretService } from '../../local/aws/secret-service.ts';
import { createLeavers } from '../../shared/adapters/dynamo/leavers.ts';
import { createSubscriberStore } from '../../shared/adapters/dynamo/subscriber-store.ts';
import { createTimetable } from '../../shared/adapters/dynamo/timetable.ts';
import type { SubscriberStore } from '../../shared/ports/subscriber-store.ts';
import { type EmbeddedTables, openTables } from '../embedded-tables.ts';
import { consent, hash, phone, platformSecret, subscriber } from '../samples/texting.ts';
import { usePrinted } from './printed.ts';
import {
  credentials,
  messagingServiceSid,
  type Simulation,
  startSimulation,
  temporaryFolder,
} from './twilio-harness.ts';

vi.mock('../../shared/runtime/config.ts', async (original) => ({
  ...(await original<typeof import('../../shared/runtime/config.ts')>()),
  // it lies beside the bundle, and here there is none
  loadNewsroom: () => newsroom,
}));
const { newsroom } = await vi.hoisted(() => import('../samples/revision.ts'));

const day = 86_400_000;
const ago = (ms: number): string => new Date(Date.now() - ms).toISOString();
const dayOf = (instant: string): string => instant.slice(0, 10);

let tables: EmbeddedTables;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let twilio: Simulation;
let closeSecrets: () => Promise<void>;
const printed = usePrinted();

beforeAll(async () => {
  tables = await openTables();
  folder = await temporaryFolder();
  twilio = await startSimulation(folder.path);
  const secrets = openSecretService(join(folder.path, 'secrets.json'));
  secrets.ensureSecret('platform', () => platformSecret);
  secrets.ensureSecret('twilio', () => JSON.stringify({ ...credentials, messagingServiceSid }));
  const server = await startJsonServer(secrets.operations);
  closeSecrets = server.close;
  vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', server.url);
});
afterAll(async () => {
  await Promise.all([tables.close(), twilio.close(), closeSecrets()]);
  await folder.remove();
});
beforeEach(() => vi.resetModules());

/** A fresh function over fresh tables: what it is called with each hour, and what it works on. */
const open = async (twilioUrl = twilio.url) => {
  const { client, make } = tables;
  const names = { subscribers: await make({ cohort: ['cohort', 'pk'] }), texts: await make(), timetable: await make() };
  for (const [name, value] of Object.entries({
    ...{ SUBSCRIBERS_TABLE: names.subscribers, TEXTS_TABLE: names.texts, TIMETABLE_TABLE: names.timetable },
    ...{ PLATFORM_SECRET_ARN: 'platform', TWILIO_SECRET_ARN: 'twilio' },
    ...{ RULINGWIRE_EMBEDDED: '1', RULINGWIRE_TWILIO_URL: twilioUrl },
  }))
    vi.stubEnv(name, value);
  const { handler } = await import('../../functions/tend-texts/handler.ts');
  const [subscribers, timetable] = [
    createSubscriberStore(client, names.subscribers),
    createTimetable(client, names.timetable),
  ];
  return {
    ...{ handler, subscribers },
    leavers: createLeavers(client, names.subscribers),
    due: () => timetable.due('9999-01-01T00:00:00.000Z', 100),
  };
};

/** Somebody who is texted, somebody whose number was given back yesterday, and somebody who left six years ago. */
const three = async (subscribers: SubscriberStore): Promise<void> => {
  await subscribers.add(subscriber({ hash: hash(1), frequency: 'daily' }), consent());
  await subscribers.add(subscriber({ hash: hash(2) }), consent({ hash: hash(2) }));
  const at = ago(6 * 366 * day);
  await subscribers.suppressUnknown({ hash: hash(3), at, by: 'page' }, consent({ hash: hash(3), kind: 'left', at }));
  await twilio.call('POST', '/_sim/deactivations', { date: dayOf(ago(day)), numbers: [phone(2), phone(9)] });
};
const isTended = async ({ subscribers, due, leavers }: Awaited<ReturnType<typeof open>>) => ({
  digests: (await due()).map(({ kind, id }) => `${kind} ${id}`).filter((id) => id.endsWith('daily')),
  standing: (await subscribers.findMany([hash(1), hash(2)])).map(({ status }) => status).toSorted(),
  forgotten: (await subscribers.evidenceOf(hash(3))).length === 0,
  listed: (await Array.fromAsync(leavers.since(ago(5 * day)))).flat().length,
});

test('each hour digests are put on the Timetable, numbers that were given back are taken out, and old evidence goes', async () => {
  const fn = await open();
  await three(fn.subscribers);
  const tended = {
    ...{ digests: ['digest America/New_York#daily'], standing: ['active', 'suppressed'], forgotten: true, listed: 0 },
  };
  await fn.handler();
  expect(await isTended(fn)).toEqual(tended);
  // as often as it is called
  await fn.handler();
  expect(await isTended(fn)).toEqual(tended);
  expect((await fn.subscribers.suppressionOf(hash(3)))?.hash).toBe(hash(3));
  const codes = printed.flatMap((line) => /"message":"(\w+)"/.exec(line)?.[1] ?? []);
  expect(codes).toEqual(['DEACTIVATED_TAKEN_OUT', 'EVIDENCE_FORGOTTEN']);
  expect(printed.join('')).not.toMatch(/55501|1\.[\w-]{43}/);
});

test('what cannot be done holds up nothing else, and is told in the end', async () => {
  const fn = await open('http://127.0.0.1:9');
  await three(fn.subscribers);
  await expect(fn.handler()).rejects.toThrow();
  expect(await isTended(fn)).toMatchObject({
    ...{ digests: ['digest America/New_York#daily'], standing: ['active', 'active'], forgotten: true },
  });
});
