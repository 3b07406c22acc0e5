import { BatchWriteItemCommand, DynamoDBClient, GetItemCommand, PutItemCommand } from '@aws-sdk/client-dynamodb';
import { EncryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { GetObjectCommand, HeadObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { PublishCommand, SNSClient } from '@aws-sdk/client-sns';
import { ReceiveMessageCommand, SendMessageBatchCommand, SendMessageCommand, SQSClient } from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type Runtime, startRuntime } from '../../local/runtime.ts';
import { buildFixture, temporaryFolder } from './fixtures/build.ts';

let runtime: Runtime;
beforeAll(async () => {
  // each refusal is told there, for whoever runs the wire
  vi.spyOn(console, 'error').mockImplementation(() => {});
  runtime = await startRuntime({ dataDir: temporaryFolder(), port: 0, cdkOut: buildFixture() });
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
