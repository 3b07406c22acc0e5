import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll } from 'vitest';
import { subscriberRoutes } from '../../../functions/subscribers-api/routes.ts';
import { startJsonServer } from '../../../local/aws/json-server.ts';
import { openKeyService } from '../../../local/aws/key-service.ts';
import { createSubscriberStore } from '../../../shared/adapters/dynamo/subscriber-store.ts';
import { createVault } from '../../../shared/adapters/kms/vault.ts';
import type { Log } from '../../../shared/ports/log.ts';
import type { SubscriberStore } from '../../../shared/ports/subscriber-store.ts';
import type { Vault } from '../../../shared/ports/vault.ts';
import { createApi } from '../../../shared/runtime/api/api.ts';
import { authenticate, issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { type EmbeddedTables, openTables } from '../../embedded-tables.ts';
import { fakeApiKeys } from '../../fakes/api-keys.ts';
import { type ManualClock, manualClock } from '../../fakes/clock.ts';
import { recordingLog } from '../../fakes/log.ts';
import { seededRandomness } from '../../fakes/randomness.ts';
import { newsroom } from '../../samples/revision.ts';
import { hashPhone } from '../../samples/texting.ts';
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
  readonly newKey: ReturnType<typeof issueKey>;
  readonly clock: ManualClock;
  readonly subscribers: SubscriberStore;
  readonly vault: Vault;
  /** Everything that is stored in the table. */
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
    const subscribers = createSubscriberStore(tables.client, tableName);
    const [clock, keys] = [manualClock(), fakeApiKeys()];
    const api = createApi(subscriberRoutes({ subscribers, hashPhone, vault, newsroom, clock }), {
      log,
      authenticate: authenticate({ keys, operatorKey: async () => operatorSecret }),
    });
    const call = callerOf(api, `rwk_${operatorSecret}`);
    return {
      ...{ call, clock, subscribers, vault },
      newKey: issueKey({ keys, clock, random: seededRandomness() }),
      post: (body: unknown, key?: string | null) =>
        call('POST', '/v1/subscribers', { body, ...(key === undefined ? {} : { key }) }),
      items: async () => {
        const { Items = [] } = await tables.client.send(
          new ScanCommand({ TableName: tableName, ConsistentRead: true }),
        );
        return Items;
      },
    };
  };
};
