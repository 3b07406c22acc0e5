import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KMSClient } from '@aws-sdk/client-kms';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { ServiceError, startJsonServer } from '../../local/aws/json-server.ts';
import { openKeyService } from '../../local/aws/key-service.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import type { Vault } from '../../shared/ports/vault.ts';
import { fakeVault } from '../fakes/vault.ts';

// 17 characters: sealed, each part is a multiple of three bytes, so that no bit of the base64 is idle
const number = '+1 (555) 010-0199';

const vaultContract = (open: () => Vault): void => {
  test('what was sealed opens under its context alone', async () => {
    const vault = open();
    const sealed = await vault.seal(number, 'phone#1');
    expect(await vault.open(sealed, 'phone#1')).toBe(number);
    for (const context of ['phone#2', '', 'phone#1 ']) await expect(vault.open(sealed, context)).rejects.toThrow();
  });

  test('any text comes back as it was', async () => {
    const vault = open();
    for (const text of ['', 'é', '🛳', '\u0000', 'x'.repeat(10_000)])
      expect(await vault.open(await vault.seal(text, text), text)).toBe(text);
  });

  test('an altered text does not open, wherever it was altered', async () => {
    const vault = open();
    const sealed = await vault.seal(number, 'phone#1');
    for (let at = 0; at < sealed.length; at += 5) {
      const altered = sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
      await expect(vault.open(altered, 'phone#1'), `altered at ${at}`).rejects.toThrow();
    }
    for (const cut of [0, 1, 10, sealed.length - 1])
      await expect(vault.open(sealed.slice(0, cut), 'phone#1'), `cut at ${cut}`).rejects.toThrow();
  });

  test('two sealed texts cannot be put together', async () => {
    const vault = open();
    const parts = async (context: string) => (await vault.seal(context, context)).split('.');
    const [one, other] = [await parts('one'), await parts('other')];
    await expect(vault.open([one[0], one[1], other[2]].join('.'), 'one')).rejects.toThrow();
  });

  test('the plain text is not in the sealed one', async () => {
    expect(await open().seal(number, 'phone#1')).not.toContain(number);
  });
};

describe('the vault in memory', () => vaultContract(fakeVault));

describe('the vault under KMS', () => {
  const calls: string[] = [];
  let down = false;
  let folder: string;
  let client: KMSClient;
  let close: () => Promise<void>;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vault-'));
    const keys = openKeyService(join(folder, 'keys.json'));
    keys.ensureKey('vault');
    keys.ensureKey('other');
    const counted = Object.entries(keys.operations).map(([name, operation]) => [
      name,
      (input: unknown) => {
        calls.push(name);
        if (down) throw new ServiceError('KMSInternalException', 'down', 500);
        return operation(input);
      },
    ]);
    const server = await startJsonServer(Object.fromEntries(counted));
    const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
    client = new KMSClient({ endpoint: server.url, region: 'us-east-1', credentials, maxAttempts: 1 });
    close = async () => {
      client.destroy();
      await server.close();
    };
  });
  afterAll(async () => {
    await close();
    await rm(folder, { recursive: true });
  });

  vaultContract(() => createVault('vault', client));

  test('another process opens what this one sealed', async () => {
    const sealed = await createVault('vault', client).seal(number, 'phone#1');
    expect(await createVault('vault', client).open(sealed, 'phone#1')).toBe(number);
  });

  test('another key opens nothing', async () => {
    const sealed = await createVault('vault', client).seal(number, 'phone#1');
    await expect(createVault('other', client).open(sealed, 'phone#1')).rejects.toThrow();
  });

  test('the same text is never sealed the same', async () => {
    const vault = createVault('vault', client);
    const sealed = await Promise.all(Array.from({ length: 10 }, () => vault.seal(number, 'phone#1')));
    expect(new Set(sealed).size).toBe(10);
  });

  test('one data key seals for an hour, and is asked for once', async () => {
    let now = 0;
    const vault = createVault('vault', client, () => now);
    calls.length = 0;
    await Promise.all(Array.from({ length: 20 }, () => vault.seal(number, 'phone#1')));
    now = 3_599_999;
    const sealed = await vault.seal(number, 'phone#1');
    expect(calls).toHaveLength(1);
    now = 3_600_000;
    expect((await vault.seal(number, 'phone#1')).split('.')[1]).not.toBe(sealed.split('.')[1]);
    expect(calls).toHaveLength(2);
  });

  test('a call of KMS that failed is not remembered', async () => {
    const [sealing, opening] = [createVault('vault', client), createVault('vault', client)];
    down = true;
    await expect(sealing.seal(number, 'phone#1')).rejects.toThrow();
    down = false;
    const sealed = await sealing.seal(number, 'phone#1');
    down = true;
    await expect(opening.open(sealed, 'phone#1')).rejects.toThrow();
    down = false;
    expect(await opening.open(sealed, 'phone#1')).toBe(number);
  });
});

test('a KMS that never answers is not waited for: opt-outs are acted on without it', { timeout: 15_000 }, async () => {
  const server = await startJsonServer({ 'TrentService.GenerateDataKey': () => new Promise(() => {}) });
  vi.stubEnv('AWS_ENDPOINT_URL_KMS', server.url);
  vi.stubEnv('AWS_REGION', 'us-east-1');
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'local');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'local');
  const sealing = createVault('vault').seal(number, 'phone#1');
  await expect(sealing).rejects.toThrow('requestTimeout');
  vi.unstubAllEnvs();
  await server.close();
});
