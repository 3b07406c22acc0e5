/** KMS: data keys, encryption and decryption, with the encryption context bound as additional authenticated data. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import * as z from 'zod';
import { keyArn, nameOf } from './identity.ts';
import { type Operations, ServiceError } from './json-server.ts';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

const IV_BYTES = 12;
const TAG_BYTES = 16;
const context = z.record(z.string(), z.string()).optional();
const encryptInput = z.object({ KeyId: z.string(), Plaintext: z.base64(), EncryptionContext: context });
const decryptInput = z.object({ CiphertextBlob: z.base64(), KeyId: z.string().optional(), EncryptionContext: context });
const dataKeyInput = z.object({
  KeyId: z.string(),
  KeySpec: z.enum(['AES_256', 'AES_128']).optional(),
  NumberOfBytes: z.int().min(1).max(1024).optional(),
  EncryptionContext: context,
});
const keysSchema = z.record(z.string(), z.base64());

type Context = z.infer<typeof context>;

const canonical = (entries: Context): Buffer =>
  Buffer.from(JSON.stringify(Object.entries(entries ?? {}).sort(([a], [b]) => (a < b ? -1 : 1))));

const seal = (key: Buffer, id: string, plaintext: Buffer, entries: Context): string => {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', key, iv).setAAD(canonical(entries));
  const body = Buffer.concat([cipher.update(plaintext), cipher.final()]);
  const name = Buffer.from(id);
  return Buffer.concat([Buffer.of(name.length), name, iv, cipher.getAuthTag(), body]).toString('base64');
};

/** What is sealed begins with the length of the key's id and the id. */
const sealedUnder = (blob: Buffer): string => blob.subarray(1, 1 + (blob[0] ?? 0)).toString();

const unseal = (
  blob: Buffer,
  keys: ReadonlyMap<string, Buffer>,
  entries: Context,
): { id: string; plaintext: Buffer } => {
  const start = 1 + (blob[0] ?? 0);
  const id = sealedUnder(blob);
  const key = keys.get(id);
  const iv = blob.subarray(start, start + IV_BYTES);
  const tag = blob.subarray(start + IV_BYTES, start + IV_BYTES + TAG_BYTES);
  if (key === undefined || tag.length !== TAG_BYTES)
    throw new ServiceError('InvalidCiphertextException', 'no such key');
  const decipher = createDecipheriv('aes-256-gcm', key, iv).setAAD(canonical(entries)).setAuthTag(tag);
  try {
    const body = blob.subarray(start + IV_BYTES + TAG_BYTES);
    return { id, plaintext: Buffer.concat([decipher.update(body), decipher.final()]) };
  } catch {
    // Wrong context and forged text look alike, as in KMS.
    throw new ServiceError('InvalidCiphertextException', 'not encrypted under this context');
  }
};

export interface KeyService {
  operations: Operations;
  /** Makes the key unless it is there; an alias (`alias/name`) can stand for it. */
  ensureKey(id: string): void;
  setAlias(alias: string, id: string): void;
  /** The key that a request means: by its id, its ARN or an alias, or by what it sealed. Throws where there is none. */
  idOf(request: { KeyId?: string | undefined; CiphertextBlob?: string | undefined }): string;
}

/** Keys live in `file` (0600), so that what was encrypted is readable after a restart. */
export const openKeyService = (file: string): KeyService => {
  const stored = Object.entries(readPrivateJson(file, keysSchema) ?? {});
  const keys = new Map(stored.map(([id, key]) => [id, Buffer.from(key, 'base64')]));
  const aliases = new Map<string, string>();
  const find = (reference: string): { id: string; key: Buffer } => {
    const alias = /alias\/.+$/.exec(reference)?.[0];
    const id = (alias === undefined ? undefined : aliases.get(alias)) ?? nameOf(reference);
    const key = keys.get(id);
    if (key === undefined) throw new ServiceError('NotFoundException', `no key ${reference}`);
    return { id, key };
  };
  const encrypt = (input: unknown): unknown => {
    const { KeyId, Plaintext, EncryptionContext } = encryptInput.parse(input);
    const { id, key } = find(KeyId);
    const blob = seal(key, id, Buffer.from(Plaintext, 'base64'), EncryptionContext);
    return { CiphertextBlob: blob, KeyId: keyArn(id), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  };
  const decrypt = (input: unknown): unknown => {
    const { CiphertextBlob, KeyId, EncryptionContext } = decryptInput.parse(input);
    const { id, plaintext } = unseal(Buffer.from(CiphertextBlob, 'base64'), keys, EncryptionContext);
    if (KeyId !== undefined && find(KeyId).id !== id) throw new ServiceError('IncorrectKeyException', 'another key');
    const Plaintext = plaintext.toString('base64');
    return { Plaintext, KeyId: keyArn(id), EncryptionAlgorithm: 'SYMMETRIC_DEFAULT' };
  };
  const generateDataKey = (input: unknown): unknown => {
    const { KeyId, KeySpec, NumberOfBytes, EncryptionContext } = dataKeyInput.parse(input);
    const { id, key } = find(KeyId);
    const plaintext = randomBytes(NumberOfBytes ?? (KeySpec === 'AES_128' ? 16 : 32));
    const CiphertextBlob = seal(key, id, plaintext, EncryptionContext);
    return { CiphertextBlob, Plaintext: plaintext.toString('base64'), KeyId: keyArn(id) };
  };
  return {
    operations: {
      'TrentService.Encrypt': encrypt,
      'TrentService.Decrypt': decrypt,
      'TrentService.GenerateDataKey': generateDataKey,
    },
    ensureKey(id) {
      if (keys.has(id)) return;
      keys.set(id, randomBytes(32));
      const all = [...keys].map(([name, key]) => [name, key.toString('base64')]);
      writePrivateJson(file, Object.fromEntries(all));
    },
    setAlias(alias, id) {
      aliases.set(alias, id);
    },
    idOf: ({ KeyId, CiphertextBlob = '' }) => {
      if (KeyId !== undefined) return find(KeyId).id;
      const id = sealedUnder(Buffer.from(CiphertextBlob, 'base64'));
      if (!keys.has(id)) throw new ServiceError('InvalidCiphertextException', 'no such key');
      return id;
    },
  };
};
