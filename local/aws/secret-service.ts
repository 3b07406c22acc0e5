/** Secrets Manager: current and previous values of secrets. */
import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { secretArn } from './identity.ts';
import { type Operations, ServiceError } from './json-server.ts';
import { readPrivateJson, writePrivateJson } from './private-file.ts';

const versionSchema = z.object({ id: z.string(), value: z.string(), createdAt: z.number() });
const secretsSchema = z.record(z.string(), z.array(versionSchema).max(2));
const getInput = z.object({
  SecretId: z.string(),
  VersionId: z.string().optional(),
  VersionStage: z.enum(['AWSCURRENT', 'AWSPREVIOUS']).optional(),
});
const putInput = z.object({
  SecretId: z.string(),
  SecretString: z.string(),
  ClientRequestToken: z.string().optional(),
});
const STAGES = ['AWSCURRENT', 'AWSPREVIOUS'] as const;

export interface SecretService {
  operations: Operations;
  /** Makes the secret with the value that `generate` gives, unless it is there. */
  ensureSecret(name: string, generate: () => string): void;
  /** The current value. Throws where there is no such secret. */
  current(name: string): string;
}

/** Values live in `file` (0600). A secret keeps its current and its previous value, newest first. */
export const openSecretService = (file: string): SecretService => {
  const secrets = new Map(Object.entries(readPrivateJson(file, secretsSchema) ?? {}));
  const save = (): void => writePrivateJson(file, Object.fromEntries(secrets));
  const versionsOf = (id: string): { name: string; versions: z.infer<typeof versionSchema>[] } => {
    const name = id.split(':secret:').at(-1) ?? id; // a name may hold slashes
    const versions = secrets.get(name);
    if (versions === undefined) throw new ServiceError('ResourceNotFoundException', `no secret ${name}`);
    return { name, versions };
  };
  const add = (name: string, value: string, id: string = randomUUID()): string => {
    const versions = secrets.get(name) ?? [];
    // The same token again is the same request again.
    if (versions.some((version) => version.id === id)) return id;
    secrets.set(name, [{ id, value, createdAt: Date.now() / 1000 }, ...versions].slice(0, 2));
    save();
    return id;
  };
  const get = (input: unknown): unknown => {
    const { SecretId, VersionId, VersionStage = 'AWSCURRENT' } = getInput.parse(input);
    const { name, versions } = versionsOf(SecretId);
    const index =
      VersionId === undefined ? STAGES.indexOf(VersionStage) : versions.findIndex((v) => v.id === VersionId);
    const version = versions[index];
    if (version === undefined) throw new ServiceError('ResourceNotFoundException', `no such version of ${name}`);
    const { id, value, createdAt } = version;
    const VersionStages = [STAGES[index]];
    return {
      ARN: secretArn(name),
      Name: name,
      VersionId: id,
      SecretString: value,
      VersionStages,
      CreatedDate: createdAt,
    };
  };
  const put = (input: unknown): unknown => {
    const { SecretId, SecretString, ClientRequestToken } = putInput.parse(input);
    const { name } = versionsOf(SecretId);
    const VersionId = add(name, SecretString, ClientRequestToken);
    return { ARN: secretArn(name), Name: name, VersionId, VersionStages: ['AWSCURRENT'] };
  };
  return {
    operations: { 'secretsmanager.GetSecretValue': get, 'secretsmanager.PutSecretValue': put },
    ensureSecret(name, generate) {
      if (!secrets.has(name)) add(name, generate());
    },
    current(name) {
      const [version] = versionsOf(name).versions;
      if (version === undefined) throw new Error(`the secret ${name} has no value`);
      return version.value;
    },
  };
};
