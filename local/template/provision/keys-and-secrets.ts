/** Makes the KMS keys and the secrets of the template; what is there keeps its value. */
import { randomInt } from 'node:crypto';
import * as z from 'zod';
import { nameOf } from '../../aws/identity.ts';
import type { KeyService } from '../../aws/key-service.ts';
import type { SecretService } from '../../aws/secret-service.ts';
import type { Resource, Resources } from '../resources.ts';

const generateSchema = z.object({
  PasswordLength: z.coerce.number().default(32),
  ExcludeCharacters: z.string().default(''),
  ExcludeLowercase: z.boolean().default(false),
  ExcludeUppercase: z.boolean().default(false),
  ExcludeNumbers: z.boolean().default(false),
  ExcludePunctuation: z.boolean().default(false),
  IncludeSpace: z.boolean().default(false),
  SecretStringTemplate: z.string().optional(),
  GenerateStringKey: z.string().optional(),
});
const secretSchema = z.object({
  SecretString: z.string().optional(),
  GenerateSecretString: generateSchema.optional(),
});
const aliasSchema = z.object({ AliasName: z.string(), TargetKeyId: z.string() });
const keySchema = z.object({ KeySpec: z.literal('SYMMETRIC_DEFAULT').optional() });

const generate = (options: z.infer<typeof generateSchema>): string => {
  const characters = [
    options.ExcludeLowercase ? '' : 'abcdefghijklmnopqrstuvwxyz',
    options.ExcludeUppercase ? '' : 'ABCDEFGHIJKLMNOPQRSTUVWXYZ',
    options.ExcludeNumbers ? '' : '0123456789',
    options.ExcludePunctuation ? '' : '!"#$%&\'()*+,-./:;<=>?@[\\]^_`{|}~',
    options.IncludeSpace ? ' ' : '',
  ].join('');
  const allowed = [...characters].filter((each) => !options.ExcludeCharacters.includes(each));
  if (allowed.length === 0) throw new Error('a generated secret excludes every character');
  return Array.from({ length: options.PasswordLength }, () => allowed[randomInt(allowed.length)]).join('');
};

/** The first value of a secret: as the template says, under its template's key where it names one. */
export const firstValue = (properties: unknown): string => {
  const { SecretString, GenerateSecretString } = secretSchema.parse(properties);
  if (GenerateSecretString === undefined) return SecretString ?? '';
  const { SecretStringTemplate, GenerateStringKey } = GenerateSecretString;
  const value = generate(GenerateSecretString);
  if (GenerateStringKey === undefined) return value;
  const template = z.record(z.string(), z.unknown()).parse(JSON.parse(SecretStringTemplate ?? '{}'));
  return JSON.stringify({ ...template, [GenerateStringKey]: value });
};

/** First values that the runtime gives, by a part of the secret's logical id. */
export type SecretValues = Readonly<Record<string, string>>;

const given = ({ logicalId }: Resource, values: SecretValues): string | undefined =>
  Object.entries(values).find(([part]) => logicalId.includes(part))?.[1];

export const ensureKeysAndSecrets = (
  keys: KeyService,
  secrets: SecretService,
  resources: Resources,
  values: SecretValues,
): void => {
  for (const key of resources.ofType('AWS::KMS::Key')) {
    keySchema.parse(key.properties());
    keys.ensureKey(key.name);
  }
  for (const alias of resources.ofType('AWS::KMS::Alias')) {
    const { AliasName, TargetKeyId } = aliasSchema.parse(alias.properties());
    keys.setAlias(AliasName, nameOf(TargetKeyId));
  }
  for (const secret of resources.ofType('AWS::SecretsManager::Secret')) {
    secrets.ensureSecret(secret.name, () => given(secret, values) ?? firstValue(secret.properties()));
  }
};
