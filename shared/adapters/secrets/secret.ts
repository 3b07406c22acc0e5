import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';

const known = new Map<string, Promise<string>>();

/** A secret's text, read once a process: a rotated one is seen by new processes, which Lambda starts within hours. */
export const readSecret = (arn: string): Promise<string> => {
  const cached = known.get(arn);
  if (cached !== undefined) return cached;
  const read = readSecretAnew(arn);
  known.set(arn, read);
  // a failure must not be remembered
  read.catch(() => known.delete(arn));
  return read;
};

/** A secret's text as it stands now. */
export const readSecretAnew = async (SecretId: string): Promise<string> => {
  const { SecretString } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId }));
  if (SecretString === undefined) throw new Error('a secret has no text');
  return SecretString;
};
