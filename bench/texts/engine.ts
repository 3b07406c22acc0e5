/** The services that planning and sending ask, in a process of their own: the embedded DynamoDB and KMS, and an SQS that only keeps. */
import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { DynamoDBClient, GetItemCommand } from '@aws-sdk/client-dynamodb';
import { KMSClient } from '@aws-sdk/client-kms';
import * as z from 'zod';
import { startJsonServer } from '../../local/aws/json-server.ts';
import { openKeyService } from '../../local/aws/key-service.ts';
import type { Item } from '../../local/dynamo/attribute-value.ts';
import { startDynamo } from '../../local/dynamo/engine.ts';
import { createVault } from '../../shared/adapters/kms/vault.ts';
import { type TextBatch, textBatchSchema } from '../../shared/domain/text-messages.ts';
import { answerParent, startChild } from '../webhooks/child.ts';
import { createCallCounter, onlooker } from './count-calls.ts';
import { loadPeople } from './load-people.ts';
import { compatriot, neighbour, type Person } from './people.ts';
import { makeTables, vaultKey } from './tables.ts';

/** Either a whole country, or a city of which so many want each of some topics. */
const peopleSchema = z.union([
  z.object({ subscribers: z.int() }),
  z.object({ lots: z.array(z.object({ topic: z.string(), people: z.int() })) }),
]);
export type People = z.output<typeof peopleSchema>;

const whereSchema = z.object({ dynamo: z.string(), kms: z.string(), sqs: z.string(), subscribers: z.int() });
const usageSchema = z.object({
  /** Since the last time: requests to DynamoDB by what was asked, and its units where they are counted. */
  calls: z.record(z.string(), z.int()),
  units: z.object({ dynamoReads: z.number().default(0), dynamoWrites: z.number().default(0) }),
  sqsRequests: z.int(),
  cpuMs: z.number(),
});
export type EngineUsage = z.output<typeof usageSchema>;
const batchesSchema = z.array(textBatchSchema);

/** Starts an engine in an empty folder with these people; the environment leads to it from then on, that of children too. */
export const startEngine = async (folder: string, people: People) => {
  const child = startChild(new URL(import.meta.url), [folder, JSON.stringify(people)], ['--max-old-space-size=4096']);
  const where = await child.ask('where', whereSchema);
  Object.assign(process.env, {
    AWS_REGION: 'us-east-1',
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    AWS_ENDPOINT_URL_DYNAMODB: where.dynamo,
    AWS_ENDPOINT_URL_KMS: where.kms,
    AWS_ENDPOINT_URL_SQS: where.sqs,
  });
  return {
    ...where,
    countUnits: (on: boolean) => child.ask('countUnits', z.unknown(), on),
    usage: (): Promise<EngineUsage> => child.ask('usage', usageSchema),
    /** The batches that were put on the queue since the last time. */
    batches: (): Promise<TextBatch[]> => child.ask('batches', batchesSchema),
    close: child.close,
  };
};
export type Engine = Awaited<ReturnType<typeof startEngine>>;

function* all(people: People): Generator<Person> {
  if ('subscribers' in people) for (let at = 0; at < people.subscribers; at++) yield compatriot(at);
  else {
    let number = 0;
    for (const lot of people.lots) for (let at = 0; at < lot.people; at++) yield neighbour(number++, lot.topic);
  }
}

const sentSchema = z.object({ Entries: z.array(z.object({ Id: z.string(), MessageBody: z.string() })) });
const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

/** SQS's part of taking messages. */
const keepMessages = () => {
  let bodies: string[] = [];
  let requests = 0;
  const take = (input: unknown) => {
    const { Entries } = sentSchema.parse(input);
    requests += 1;
    bodies.push(...Entries.map(({ MessageBody }) => MessageBody));
    const Successful = Entries.map(({ Id, MessageBody }) => ({
      Id,
      MessageId: Id,
      MD5OfMessageBody: md5(MessageBody),
    }));
    return { Successful, Failed: [] };
  };
  return {
    operations: { 'AmazonSQS.SendMessageBatch': take },
    takeBodies: (): string[] => {
      const taken = bodies;
      bodies = [];
      return taken;
    },
    takeRequests: (): number => {
      const taken = requests;
      requests = 0;
      return taken;
    },
  };
};

const serve = async (folder: string, people: People): Promise<void> => {
  const keys = openKeyService(join(folder, 'keys.json'));
  keys.ensureKey(vaultKey);
  const kms = await startJsonServer(keys.operations);
  const credentials = { accessKeyId: onlooker, secretAccessKey: onlooker };
  const kmsClient = new KMSClient({ endpoint: kms.url, region: 'us-east-1', credentials });

  const path = join(folder, 'dynamo');
  const empty = await startDynamo({ path });
  await makeTables(empty.url);
  await empty.close();
  const subscribers = await loadPeople(path, all(people), createVault(vaultKey, kmsClient));

  let look: DynamoDBClient | undefined;
  const counter = createCallCounter(async ({ table: TableName, key: Key }) => {
    const asked = new GetItemCommand({ TableName, Key: z.custom<GetKey>().parse(Key), ConsistentRead: true });
    return z
      .custom<Item>()
      .optional()
      .parse((await look?.send(asked))?.Item);
  });
  const dynamo = await startDynamo({ path, admit: counter.admit });
  look = new DynamoDBClient({ endpoint: dynamo.url, region: 'us-east-1', credentials });
  const queue = keepMessages();
  const sqs = await startJsonServer(queue.operations);

  answerParent({
    where: () => ({ dynamo: dynamo.url, kms: kms.url, sqs: sqs.url, subscribers }),
    countUnits: (on) => counter.countUnits(z.boolean().parse(on)),
    usage: async (): Promise<EngineUsage> => {
      const { calls, usage } = await counter.take();
      const { user, system } = process.cpuUsage();
      return {
        calls: { ...calls },
        units: { dynamoReads: usage.dynamoReads ?? 0, dynamoWrites: usage.dynamoWrites ?? 0 },
        sqsRequests: queue.takeRequests(),
        cpuMs: (user + system) / 1000,
      };
    },
    batches: () => queue.takeBodies().map((body) => textBatchSchema.parse(JSON.parse(body))),
    close: async () => {
      look?.destroy();
      await Promise.all([dynamo.close(), kms.close(), sqs.close()]);
    },
  });
};
type GetKey = ConstructorParameters<typeof GetItemCommand>[0]['Key'];

if (import.meta.main) await serve(process.argv[2] ?? '', peopleSchema.parse(JSON.parse(process.argv[3] ?? '')));
