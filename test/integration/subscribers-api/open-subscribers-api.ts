import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { subscriberRoutes } from '../../../functions/subscribers-api/routes.ts';
import { startJsonServer } from '../../../local/aws/json-server.ts';
import { openKeyService } from '../../../local/aws/key-service.ts';
import { createInboundLog } from '../../../shared/adapters/dynamo/inbound-log.ts';
import { createSignUps } from '../../../shared/adapters/dynamo/sign-ups.ts';
import { createStaffPhones } from '../../../shared/adapters/dynamo/staff-phones.ts';
import { createSubscriberStore } from '../../../shared/adapters/dynamo/subscriber-store.ts';
import { createVault } from '../../../shared/adapters/kms/vault.ts';
import { createSignUpHash } from '../../../shared/adapters/platform-secret/keyed-hash.ts';
import { createPreferenceTokens } from '../../../shared/adapters/platform-secret/preference-tokens.ts';
import type { TextWork } from '../../../shared/domain/text-messages.ts';
import type { InboundLog } from '../../../shared/ports/inbound-log.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { SignUps, SubscriberStore } from '../../../shared/ports/subscriber-store.ts';
import type { Vault } from '../../../shared/ports/vault.ts';
import { createApi } from '../../../shared/runtime/api/api.ts';
import { authenticate, issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { fakeApiKeys } from '../../fakes/api-keys.ts';
import { type ManualClock, sleeplessClock } from '../../fakes/clock.ts';
import { recordingLog } from '../../fakes/log.ts';
import { fakeQueue } from '../../fakes/queue.ts';
import { seededRandomness } from '../../fakes/randomness.ts';
import { newsroom } from '../../samples/revision.ts';
import { hashPhone, platformSecret } from '../../samples/texting.ts';
import { type Answer, callerOf } from '../call-api.ts';

const operatorSecret = 'an-operator-key-of-this-test-alone-0123456789';
export const phone = '+12025550143';
export const hash = hashPhone(phone);
export const consent = { textVersion: newsroom.texts.consent.version, adult: true };
export const signUp = (differs: Record<string, unknown> = {}) => ({
  phone,
  frequency: 'immediate',
  consent,
  ...differs,
});

export interface SubscribersApi {
  readonly call: ReturnType<typeof callerOf>;
  /** Hands in a sign-up, with the operator's key unless another is named. */
  post(body: unknown, key?: string | null): Promise<Answer>;
  /** Hands in a sign-up as the page does, from an address. */
  page(body: unknown, address?: string): Promise<Answer>;
  /** The bearer that the link in a text has, for as long as it holds. */
  linkOf(of?: typeof hash): string;
  readonly signUps: SignUps;
  readonly inbound: InboundLog;
  readonly urgent: ReturnType<typeof fakeQueue<TextWork>>;
  readonly newKey: ReturnType<typeof issueKey>;
  readonly clock: ManualClock;
  readonly subscribers: SubscriberStore;
  readonly vault: Vault;
  /** Everything that is stored in the tables. */
  items(): Promise<Record<string, unknown>[]>;
}

/** The function's routes over a fresh table, with its vault under KMS and a log that nobody reads, unless others are given. */
export const useSubscribersApi = (): ((differs?: { vault?: Vault; log?: Log }) => Promise<SubscribersApi>) => {
  let tables: EmbeddedTables;
  let folder: string;
  let kms: KMSClient;
  let closeKms: () => Promise<void>;
  beforeAll(async () => {
    tables = await openTables();
    folder = await mkdtemp(join(tmpdir(), 'subscribers-'));
    const keys = openKeyService(join(folder, 'keys.json'));
    keys.ensureKey('vault');
    const server = await startJsonServer(keys.operations);
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    kms = new KMSClient({ endpoint: server.url, region: 'us-east-1', credentials });
    closeKms = server.close;
  });
  afterAll(async () => {
    kms.destroy();
    await Promise.all([tables.close(), closeKms(), rm(folder, { recursive: true })]);
  });
  return async ({ vault = createVault('vault', kms), log = recordingLog() } = {}) => {
    const tableName = await tables.make({ cohort: ['cohort', 'pk'] });
    const textsTable = await tables.make();
    const subscribers = createSubscriberStore(tables.client, tableName);
    const signUps = createSignUps(tables.client, tableName);
    const inbound = createInboundLog(tables.client, textsTable);
    const [clock, keys] = [sleeplessClock(), fakeApiKeys()];
    const urgent = fakeQueue<TextWork>();
    const tokens = createPreferenceTokens(platformSecret);
    const deps = {
      ...{ subscribers, signUps, inbound, urgent, hashPhone, tokens, vault, newsroom, clock, log },
      staffPhones: createStaffPhones(tables.client, tableName),
      hideCounted: createSignUpHash(platformSecret),
      random: seededRandomness(5),
    };
    const api = createApi(subscriberRoutes(deps), {
      log,
      authenticate: authenticate({ keys, operatorKey: async () => operatorSecret }),
    });
    const call = callerOf(api, `rwk_${operatorSecret}`);
    return {
      ...{ call, clock, subscribers, signUps, inbound, urgent, vault },
      newKey: issueKey({ keys, clock, random: seededRandomness() }),
      post: (body: unknown, key?: string | null) =>
        call('POST', '/v1/subscribers', { body, ...(key === undefined ? {} : { key }) }),
      page: (body, address = '203.0.113.7') =>
        call('POST', '/v1/subscribers', {
          ...{ body, key: null },
          headers: { 'x-forwarded-for': `1.1.1.1, ${address}, 127.0.0.1`, 'user-agent': 'Firefox/145.0' },
        }),
      linkOf: (of = hash) => `rwp_${tokens.seal(of, clock.now() + 24 * 3_600_000)}`,
      items: async () => {
        const scans = [tableName, textsTable].map((TableName) =>
          tables.client.send(new ScanCommand({ TableName, ConsistentRead: true })),
        );
        return (await Promise.all(scans)).flatMap(({ Items = [] }) => Items);
      },
    };
  };
};
