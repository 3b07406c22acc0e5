import { SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import { OWNER } from '../../../local/aws/permissions.ts';
import { createApiClient } from '../../../local/cli/api-client.ts';
import type { Runtime } from '../../../local/runtime.ts';
import type { Dev } from '../../wire-process.ts';

const keySchema = z.object({ key: z.string() });
const operationsSchema = z.object({
  queues: z.array(z.object({ queue: z.string(), deadLetters: z.number() })),
});

/** An operator looks at the wire, and puts back what lies in every queue of dead letters. */
export const driveOperations = async (dev: Dev, runtime: Runtime): Promise<void> => {
  const variables = runtime.environmentOf('OperationsApiFunction');
  const sqs = new SQSClient({
    endpoint: variables['AWS_ENDPOINT_URL_SQS'] ?? '',
    region: variables['AWS_REGION'] ?? '',
    credentials: { accessKeyId: OWNER, secretAccessKey: OWNER },
  });
  const dead = Object.entries(variables).filter(([name]) => /_(DEAD_LETTERS|UNDELIVERED)_URL$/.test(name));
  for (const [, QueueUrl] of dead) await sqs.send(new SendMessageCommand({ QueueUrl, MessageBody: '{}' }));
  sqs.destroy();

  // a person's own key is looked up, which the first operator's is not
  const issued = { name: 'On call', scopes: ['operator'] };
  const { key } = await createApiClient(dev.baseUrl, dev.keys.operator).call('POST', '/v1/keys', keySchema, issued);
  const operator = createApiClient(dev.baseUrl, key);
  const { queues } = await operator.call('GET', '/v1/operations', operationsSchema);
  for (const { queue } of queues)
    await operator.call('POST', `/v1/operations/dead-letters/${queue}/redrive`, z.object({ moved: z.number() }));
};
