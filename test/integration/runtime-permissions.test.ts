import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { Call } from '../../local/aws/policy.ts';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { buildFixture, temporaryFolder } from './fixtures/build.ts';

let runtime: Runtime;
/** What the watch was told, and what it does about the next call. */
const told: { readonly when: 'before' | 'after'; readonly principal: string; readonly calls: readonly Call[] }[] = [];
let rejects: 'before' | 'after' | undefined;
const tell = (when: 'before' | 'after') => async (principal: string, calls: readonly Call[]) => {
  told.push({ when, principal, calls });
  if (rejects === when) throw new Error('watched');
};
beforeAll(async () => {
  // each refusal is told there, for whoever runs the wire
  vi.spyOn(console, 'error').mockImplementation(() => {});
  runtime = await startRuntime({
    dataDir: temporaryFolder(),
    port: 0,
    cdkOut: buildFixture(),
    watch: { before: tell('before'), after: tell('after') },
  });
});
afterAll(() => runtime.close());

/** A service's client with the credentials and the endpoints of a function, outside of it; and the function's variables. */
const as = (part: string, service: string) => {
  const variables = runtime.environmentOf(part);
  const variable = (name: string): string => variables[name] ?? '';
  const credentials = { accessKeyId: variable('AWS_ACCESS_KEY_ID'), secretAccessKey: 'local' };
  const endpoint = variable(`AWS_ENDPOINT_URL_${service}`);
  return { variable, config: { endpoint, credentials, region: variable('AWS_REGION'), maxAttempts: 1 } };
};
const refusal = (action: string, name = 'AccessDeniedException') => ({
  name,
  message: expect.stringContaining(`is not authorized to perform: ${action} on resource: arn:aws:`),
});
const pk = { S: 'ITEM#1' };

test('DynamoDB refuses what the role does not allow', async () => {
  const { variable, config } = as('Api', 'DYNAMODB');
  const dynamo = new DynamoDBClient(config);
  const TableName = variable('TABLE');
  await dynamo.send(new PutItemCommand({ TableName, Item: { pk } }));
  await dynamo.send(new BatchWriteItemCommand({ RequestItems: { [TableName]: [{ PutRequest: { Item: { pk } } }] } }));
  const get = dynamo.send(new GetItemCommand({ TableName, Key: { pk } }));
  await expect(get).rejects.toMatchObject(refusal('dynamodb:GetItem'));
});

test('SQS and SNS refuse it, one message or many', async () => {
  const { variable, config } = as('Probe', 'SQS');
  const sqs = new SQSClient(config);
  const [allowed, other] = [variable('WHOLE_QUEUE_URL'), variable('WORK_QUEUE_URL')];
  const Entries = [{ Id: 'a', MessageBody: '{}' }];
  await sqs.send(new SendMessageBatchCommand({ QueueUrl: allowed, Entries }));
  const one = sqs.send(new SendMessageCommand({ QueueUrl: other, MessageBody: '{}' }));
  await expect(one).rejects.toMatchObject(refusal('sqs:SendMessage'));
  const many = sqs.send(new SendMessageBatchCommand({ QueueUrl: other, Entries }));
  await expect(many).rejects.toMatchObject(refusal('sqs:SendMessage'));
  const receive = sqs.send(new ReceiveMessageCommand({ QueueUrl: allowed }));
  await expect(receive).rejects.toMatchObject(refusal('sqs:ReceiveMessage'));

  const publish = new PublishCommand({ TopicArn: variable('TOPIC'), Message: '{}' });
  await new SNSClient(as('Relay', 'SNS').config).send(publish);
  const refused = new SNSClient(config).send(publish);
  await expect(refused).rejects.toMatchObject(refusal('sns:Publish', 'AuthorizationErrorException'));
});

test('S3 refuses it, also to say whether an object exists', async () => {
  const s3 = new S3Client({ ...as('Probe', 'S3').config, forcePathStyle: true });
  const Bucket = 'pages';
  const get = s3.send(new GetObjectCommand({ Bucket, Key: 'index.html' }));
  await expect(get).rejects.toMatchObject(refusal('s3:GetObject', 'AccessDenied'));
  const head = s3.send(new HeadObjectCommand({ Bucket, Key: 'missing.html' }));
  await expect(head).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
});

test('KMS and Secrets Manager refuse it', async () => {
  const { variable, config } = as('Probe', 'KMS');
  const kms = new KMSClient(config);
  const KeyId = variable('KEY');
  await kms.send(new EncryptCommand({ KeyId, Plaintext: Buffer.from('a') }));
  const generate = kms.send(new GenerateDataKeyCommand({ KeyId, KeySpec: 'AES_256' }));
  await expect(generate).rejects.toMatchObject(refusal('kms:GenerateDataKey'));

  const secrets = new SecretsManagerClient(config);
  const SecretId = variable('SECRET');
  await secrets.send(new GetSecretValueCommand({ SecretId }));
  const put = secrets.send(new PutSecretValueCommand({ SecretId, SecretString: 'mine' }));
  await expect(put).rejects.toMatchObject(refusal('secretsmanager:PutSecretValue'));
  const other = new SecretsManagerClient(as('Tick', 'SECRETS_MANAGER').config);
  await expect(other.send(new GetSecretValueCommand({ SecretId }))).rejects.toMatchObject(
    refusal('secretsmanager:GetSecretValue'),
  );
});

test('whoever is not known may do nothing, and what is refused is told', async () => {
  const { variable, config } = as('Api', 'DYNAMODB');
  const stranger = new DynamoDBClient({ ...config, credentials: { accessKeyId: 'stranger', secretAccessKey: 'x' } });
  const put = stranger.send(new PutItemCommand({ TableName: variable('TABLE'), Item: { pk } }));
  await expect(put).rejects.toMatchObject(refusal('dynamodb:PutItem'));
  const told = runtime.permissions.refused().filter(({ principal }) => principal === 'stranger');
  expect(told).toMatchObject([{ action: 'dynamodb:PutItem' }]);
});

describe('the watch', () => {
  /** A call of the function Probe to each stand-in, and its action. */
  const calls: [action: string, call: () => Promise<unknown>][] = [
    [
      'sqs:SendMessage',
      () => {
        const { variable, config } = as('Probe', 'SQS');
        const message = { QueueUrl: variable('WHOLE_QUEUE_URL'), MessageBody: '{"text":"watched"}' };
        return new SQSClient(config).send(new SendMessageCommand(message));
      },
    ],
    [
      'kms:Encrypt',
      () => {
        const { variable, config } = as('Probe', 'KMS');
        return new KMSClient(config).send(new EncryptCommand({ KeyId: variable('KEY'), Plaintext: Buffer.from('a') }));
      },
    ],
    [
      'dynamodb:PutItem',
      () => {
        const { variable, config } = as('Api', 'DYNAMODB');
        return new DynamoDBClient(config).send(new PutItemCommand({ TableName: variable('TABLE'), Item: { pk } }));
      },
    ],
  ];
  const toldOf = (action: string) => told.filter((each) => each.calls.some((call) => call.action === action));
  beforeEach(() => void told.splice(0));
  afterEach(() => {
    rejects = undefined;
  });

  test.each(calls)('is told of %s before it is done and after', async (action, call) => {
    await call();
    expect(toldOf(action).map(({ when }) => when)).toEqual(['before', 'after']);
    expect(toldOf(action)[0]?.principal).toMatch(/^(Probe|Api)/);
  });

  test.each(calls)('keeps %s from being done, or from being heard of', async (action, call) => {
    rejects = 'before';
    await expect(call()).rejects.toThrow();
    expect(toldOf(action).map(({ when }) => when)).toEqual(['before']);
    told.splice(0);
    rejects = 'after';
    await expect(call()).rejects.toThrow();
    expect(toldOf(action).map(({ when }) => when)).toEqual(['before', 'after']);
  });
});
