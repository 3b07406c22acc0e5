import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { OWNER } from '../../../local/aws/permissions.ts';
import type { Runtime } from '../../../local/runtime.ts';

/** The wire's tables as their owner gets at them, and a function's variables, which name them. */
export const openAsOwner = (runtime: Runtime, fn: string) => {
  const variables = runtime.environmentOf(fn);
  const variable = (name: string): string => variables[name] ?? '';
  const credentials = { accessKeyId: OWNER, secretAccessKey: OWNER };
  const shared = { region: variable('AWS_REGION'), credentials };
  const endpoint = variable('AWS_ENDPOINT_URL_DYNAMODB');
  return { variable, shared, client: DynamoDBDocumentClient.from(new DynamoDBClient({ ...shared, endpoint })) };
};
