import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, vi } from 'vitest';
import * as z from 'zod';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { startJsonServer } from '../../../local/aws/json-server.ts';
import { openSecretService } from '../../../local/aws/secret-service.ts';
import { sign } from '../../../local/twilio/signature.ts';
import { createBroadcastStore } from '../../../shared/adapters/dynamo/broadcast-store.ts';
import { createSubscriberStore } from '../../../shared/adapters/dynamo/subscriber-store.ts';
import { createTextLedger } from '../../../shared/adapters/dynamo/text-ledger.ts';
import { createLedgerTokens } from '../../../shared/adapters/platform-secret/ledger-tokens.ts';
import type { Broadcast, LedgerRow } from '../../../shared/domain/broadcast.ts';
import type { Subscriber } from '../../../shared/domain/subscriber.ts';
import { countOf, noCounts, plus, type TextCounts } from '../../../shared/domain/text-counts.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { newsroom } from '../../samples/revision.ts';
import { broadcast, consent, hash, ledgerRow, platformSecret, subscriber } from '../../samples/texting.ts';
import { eventOf } from '../call-api.ts';
import { credentials, messagingServiceSid } from '../twilio-harness.ts';

type Handler = (event: APIGatewayProxyEventV2) => Promise<unknown>;
const moduleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const answerSchema = z.strictObject({ statusCode: z.int() });

/** A callback as Twilio makes it; what is left out is right. */
export interface Callback {
  readonly token: string;
  readonly params: Readonly<Record<string, string>>;
  /** Under which base it is signed. */
  readonly base?: string;
  /** The whole signature, none when it is `null`. */
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface Status {
  /** The status code of the answer. */
  call(callback: Callback): Promise<number>;
  /** Somebody with a subscription and a row of the ledger, counted in the broadcast's tally; and the token of the row. */
  person(differs?: Partial<LedgerRow>, profile?: Partial<Subscriber>): Promise<{ row: LedgerRow; token: string }>;
  row(key: LedgerRow): Promise<LedgerRow | undefined>;
  readonly subscribers: ReturnType<typeof createSubscriberStore>;
  /** The broadcast as it stands. */
  broadcast(): Promise<Broadcast | undefined>;
  /** All tallies of the broadcast, added up. */
  tally(): Promise<TextCounts>;
  /** Everything that is stored. */
  items(): Promise<unknown[]>;
}

const tokens = createLedgerTokens(platformSecret);
const { ledgerDays } = newsroom.texts.retention;
export const signatureOf = ({ token, params, base = newsroom.baseUrl }: Callback, authToken = credentials.authToken) =>
  sign(authToken, `${base}/twilio/status/${token}`, new URLSearchParams(params));

/** The function as it is deployed, bundled, over the embedded tables; fresh ones and a fresh start of the function for every test. */
export const useStatus = (): (() => Promise<Status>) => {
  let embedded: EmbeddedTables;
  let folder: string;
  let bundle: string;
  let closeSecrets: () => Promise<void>;
  let starts = 0;
  beforeAll(async () => {
    embedded = await openTables();
    folder = await mkdtemp(join(tmpdir(), 'twilio-status-'));
    bundle = join((await bundleFunctions(folder)).folder, 'twilio-status/index.mjs');
    const secrets = openSecretService(join(folder, 'secrets.json'));
    secrets.ensureSecret('twilio', () => JSON.stringify({ ...credentials, messagingServiceSid }));
    secrets.ensureSecret('platform', () => platformSecret);
    const server = await startJsonServer(secrets.operations);
    closeSecrets = server.close;
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', server.url);
    vi.stubEnv('TWILIO_SECRET_ARN', 'twilio');
    vi.stubEnv('PLATFORM_SECRET_ARN', 'platform');
  });
  afterAll(async () => {
    await Promise.all([embedded.close(), closeSecrets(), rm(folder, { recursive: true })]);
    vi.unstubAllEnvs();
  });

  return async () => {
    const { client } = embedded;
    const tables = { texts: await embedded.make(), subscribers: await embedded.make({ cohort: ['cohort', 'pk'] }) };
    vi.stubEnv('TIMETABLE_TABLE', await embedded.make());
    vi.stubEnv('TEXTS_TABLE', tables.texts);
    vi.stubEnv('SUBSCRIBERS_TABLE', tables.subscribers);
    starts += 1;
    const { handler } = moduleSchema.parse(await import(`${pathToFileURL(bundle)}?start=${starts}`));
    const names = { ...tables, timetable: '' };
    const [ledger, broadcasts] = [createTextLedger(client, names, ledgerDays), createBroadcastStore(client, names)];
    const subscribers = createSubscriberStore(client, tables.subscribers);
    const { id } = broadcast();
    await broadcasts.freeze(broadcast({ status: 'sending' }), undefined);
    let people = 0;
    return {
      subscribers,
      broadcast: () => broadcasts.find(id),
      call: async (callback) => {
        const { token, params, signature = signatureOf(callback), headers = {} } = callback;
        const signed = signature === null ? {} : { 'x-twilio-signature': signature };
        const form = Buffer.from(String(new URLSearchParams(params))).toString('base64');
        const event = eventOf('POST', `/twilio/status/${token}`, { ...signed, ...headers }, form);
        const answer = await handler({ ...event, isBase64Encoded: true, pathParameters: { token } });
        return answerSchema.parse(answer).statusCode;
      },
      person: async (differs = {}, profile = {}) => {
        people += 1;
        const row = ledgerRow({ hash: hash(people % 100, 202 + Math.floor(people / 100)), ...differs });
        await subscribers.add(subscriber({ hash: row.hash, ...profile }), consent({ hash: row.hash }));
        await ledger.addAll([row]);
        const counts = countOf(row);
        if (!(await broadcasts.markPlanned(id, row.cohort, counts, undefined)))
          await broadcasts.addToTally(id, row.cohort, counts);
        return { row, token: tokens.seal(row) };
      },
      row: (key) => ledger.find(key),
      tally: async () => (await broadcasts.tallies(id)).reduce((sum, { counts }) => plus(sum, counts), noCounts()),
      items: async () => {
        const found = await Promise.all(
          Object.values(tables).map((TableName) => client.send(new ScanCommand({ TableName, ConsistentRead: true }))),
        );
        return found.flatMap(({ Items = [] }) => Items);
      },
    };
  };
};
