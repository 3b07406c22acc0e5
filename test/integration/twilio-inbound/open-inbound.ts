import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { KMSClient } from '@aws-sdk/client-kms';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { APIGatewayProxyEventV2 } from 'aws-lambda';
import { afterAll, beforeAll, vi } from 'vitest';
import * as z from 'zod';
import { bundleFunctions } from '../../../infra/bundle.ts';
import { startJsonServer } from '../../../local/aws/json-server.ts';
import { openKeyService } from '../../../local/aws/key-service.ts';
import { openSecretService } from '../../../local/aws/secret-service.ts';
import { sign } from '../../../local/twilio/signature.ts';
import { messagesIn } from '../../../local/twilio/twiml.ts';
import { createFeedDirectory } from '../../../shared/adapters/dynamo/feed-directory.ts';
import { createRulingStore } from '../../../shared/adapters/dynamo/ruling-store.ts';
import { createSignUps } from '../../../shared/adapters/dynamo/sign-ups.ts';
import { createSubscriberStore } from '../../../shared/adapters/dynamo/subscriber-store.ts';
import { createVault } from '../../../shared/adapters/kms/vault.ts';
import type { Vault } from '../../../shared/ports/vault.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { newsroom } from '../../samples/revision.ts';
import { phone, platformSecret } from '../../samples/texting.ts';
import { eventOf } from '../call-api.ts';
import { credentials, messagingServiceSid } from '../twilio-harness.ts';

type Handler = (event: APIGatewayProxyEventV2) => Promise<unknown>;
const moduleSchema = z.object({ handler: z.custom<Handler>((value) => typeof value === 'function') });
const answerSchema = z.strictObject({
  statusCode: z.int(),
  headers: z.record(z.string(), z.string()).optional(),
  body: z.string().optional(),
});
export type InboundAnswer = z.output<typeof answerSchema>;

const path = '/twilio/inbound';

/** A text as Twilio hands it in; what is left out is right. */
export interface Handed {
  readonly params: Readonly<Record<string, string>>;
  /** The whole signature, none when it is `null`. */
  readonly signature?: string | null;
  readonly headers?: Readonly<Record<string, string>>;
}

export const signatureOf = (
  params: Readonly<Record<string, string>>,
  base: string = newsroom.baseUrl,
  authToken = credentials.authToken,
): string => sign(authToken, `${base}${path}`, new URLSearchParams(params));

export interface Inbound {
  call(handed: Handed): Promise<InboundAnswer>;
  /** Somebody texts, by the last two digits of their phone; the texts that they are answered with. */
  say(last: number, Body: string, more?: Readonly<Record<string, string>>): Promise<string[]>;
  readonly subscribers: ReturnType<typeof createSubscriberStore>;
  readonly signUps: ReturnType<typeof createSignUps>;
  readonly rulings: ReturnType<typeof createRulingStore>;
  readonly directory: ReturnType<typeof createFeedDirectory>;
  readonly vault: Vault;
  /** Everything that is stored about people and texts. */
  items(): Promise<Record<string, unknown>[]>;
}

/** The function as it is deployed, bundled, over the embedded tables; fresh ones and a fresh start of the function for every test. */
export const useInbound = (): (() => Promise<Inbound>) => {
  let embedded: EmbeddedTables;
  let folder: string;
  let bundle: string;
  let kms: KMSClient;
  let closeServers: () => Promise<unknown>;
  let starts = 0;
  beforeAll(async () => {
    embedded = await openTables();
    folder = await mkdtemp(join(tmpdir(), 'twilio-inbound-'));
    bundle = join((await bundleFunctions(folder)).folder, 'twilio-inbound/index.mjs');
    const secrets = openSecretService(join(folder, 'secrets.json'));
    secrets.ensureSecret('twilio', () => JSON.stringify({ ...credentials, messagingServiceSid }));
    secrets.ensureSecret('platform', () => platformSecret);
    const keys = openKeyService(join(folder, 'keys.json'));
    keys.ensureKey('vault');
    const [secretServer, keyServer] = await Promise.all([
      startJsonServer(secrets.operations),
      startJsonServer(keys.operations),
    ]);
    closeServers = () => Promise.all([secretServer.close(), keyServer.close()]);
    kms = new KMSClient({
      ...{ endpoint: keyServer.url, region: 'us-east-1' },
      credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
    });
    vi.stubEnv('AWS_ENDPOINT_URL_SECRETS_MANAGER', secretServer.url);
    vi.stubEnv('AWS_ENDPOINT_URL_KMS', keyServer.url);
    vi.stubEnv('TWILIO_SECRET_ARN', 'twilio');
    vi.stubEnv('PLATFORM_SECRET_ARN', 'platform');
    vi.stubEnv('VAULT_KEY_ID', 'vault');
  });
  afterAll(async () => {
    kms.destroy();
    await Promise.all([embedded.close(), closeServers(), rm(folder, { recursive: true })]);
    vi.unstubAllEnvs();
  });

  return async () => {
    const { client } = embedded;
    const tables = { texts: await embedded.make(), subscribers: await embedded.make({ cohort: ['cohort', 'pk'] }) };
    const rulingsTable = await embedded.make();
    vi.stubEnv('TEXTS_TABLE', tables.texts);
    vi.stubEnv('SUBSCRIBERS_TABLE', tables.subscribers);
    vi.stubEnv('RULINGS_TABLE', rulingsTable);
    starts += 1;
    const { handler } = moduleSchema.parse(await import(`${pathToFileURL(bundle)}?start=${starts}`));
    let texts = 0;
    const call = async ({ params, signature = signatureOf(params), headers = {} }: Handed): Promise<InboundAnswer> => {
      const signed = signature === null ? {} : { 'x-twilio-signature': signature };
      const form = Buffer.from(String(new URLSearchParams(params))).toString('base64');
      const event = eventOf('POST', path, { ...signed, ...headers }, form);
      return answerSchema.parse(await handler({ ...event, isBase64Encoded: true }));
    };
    return {
      call,
      say: async (last, Body, more = {}) => {
        texts += 1;
        const params = { MessageSid: `SM${texts}`, From: phone(last), To: '+18885550100', Body, ...more };
        const { statusCode, body = '' } = await call({ params });
        if (statusCode !== 200) throw new Error(`answered ${statusCode}`);
        return [...messagesIn(body)];
      },
      subscribers: createSubscriberStore(client, tables.subscribers),
      signUps: createSignUps(client, tables.subscribers),
      rulings: createRulingStore(client, rulingsTable),
      directory: createFeedDirectory(client, rulingsTable),
      vault: createVault('vault', kms),
      items: async () => {
        const scans = Object.values(tables).map((TableName) =>
          client.send(new ScanCommand({ TableName, ConsistentRead: true })),
        );
        return (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
      },
    };
  };
};
