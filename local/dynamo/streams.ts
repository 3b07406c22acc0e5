import * as z from 'zod';
import type { Operation, Table } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { dynamoError, invalidRequest } from './errors.ts';
import { recordKey, trimmedKey, under } from './keys.ts';
import { readRequest } from './request.ts';
import { type StreamRecord, sequenceCount, sequenceNumber } from './stream-records.ts';

/** Every stream has one shard, which stays open. */
const SHARD = 'shardId-00000000000000000000-00000001';
const KEPT_MS = 24 * 3_600_000;
const PAGE_RECORDS = 1000;
const PAGE_BYTES = 1024 * 1024;

const number = z.string().regex(/^\d{21,40}$/);
const listRequest = z.object({ TableName: z.string().optional() });
const describeRequest = z.object({ StreamArn: z.string() });
const shard = z.object({ StreamArn: z.string(), ShardId: z.literal(SHARD) });
const iteratorRequest = z.discriminatedUnion('ShardIteratorType', [
  shard.extend({ ShardIteratorType: z.literal('TRIM_HORIZON') }),
  shard.extend({ ShardIteratorType: z.literal('LATEST') }),
  shard.extend({ ShardIteratorType: z.literal('AT_SEQUENCE_NUMBER'), SequenceNumber: number }),
  shard.extend({ ShardIteratorType: z.literal('AFTER_SEQUENCE_NUMBER'), SequenceNumber: number }),
]);
const recordsRequest = z.object({
  ShardIterator: z.string(),
  Limit: z.int().min(1).max(PAGE_RECORDS).default(PAGE_RECORDS),
});
const iterator = z.tuple([z.string(), number]);

/** Place in a stream: the table and the number of the last record before it. */
const writeIterator = (table: string, after: string): string =>
  Buffer.from(JSON.stringify([table, after])).toString('base64url');

function readIterator(text: string): [table: string, after: string] {
  try {
    return iterator.parse(JSON.parse(Buffer.from(text, 'base64url').toString()));
  } catch (cause) {
    throw Object.assign(invalidRequest('Invalid ShardIterator'), { cause });
  }
}

const streamed = ({ LatestStreamArn, LatestStreamLabel, TableName }: Table): object[] =>
  LatestStreamArn ? [{ StreamArn: LatestStreamArn, StreamLabel: LatestStreamLabel, TableName }] : [];

function tableOf({ tables }: EngineParts, arn: string): Table {
  const table = tables.all().find(({ LatestStreamArn }) => LatestStreamArn === arn);
  if (!table) throw dynamoError('ResourceNotFoundException', 'Requested resource not found: Stream not found');
  return table;
}

/** The record before the one where a new iterator begins. */
async function startAfter(
  parts: EngineParts,
  table: string,
  request: z.infer<typeof iteratorRequest>,
): Promise<string> {
  if (request.ShardIteratorType === 'TRIM_HORIZON') return sequenceNumber(0);
  if (request.ShardIteratorType === 'LATEST') return sequenceNumber(parts.log.committedCount());
  const at = request.ShardIteratorType === 'AT_SEQUENCE_NUMBER';
  const after = sequenceCount(request.SequenceNumber) - (at ? 1 : 0);
  const trimmed = (await parts.level.get<number>(trimmedKey(table))) ?? 0;
  if (after < trimmed) {
    throw dynamoError('TrimmedDataAccessException', 'The requested sequence number is past the trim horizon');
  }
  return sequenceNumber(Math.max(after, 0));
}

async function getRecords({ level }: EngineParts, body: object): Promise<unknown> {
  const { ShardIterator, Limit } = readRequest(recordsRequest, body);
  const [table, after] = readIterator(ShardIterator);
  const Records: StreamRecord[] = [];
  let bytes = 0;
  const { lt } = under(recordKey(table, ''));
  for await (const record of level.values<StreamRecord>({
    gt: recordKey(table, after),
    ...(lt ? { lt } : {}),
    limit: Limit,
  })) {
    bytes += record.dynamodb.SizeBytes;
    if (Records.length > 0 && bytes > PAGE_BYTES) break;
    Records.push(record);
  }
  const last = Records.at(-1)?.dynamodb.SequenceNumber ?? after;
  return { Records, NextShardIterator: writeIterator(table, last) };
}

/** ListStreams, DescribeStream, GetShardIterator and GetRecords, read straight from LevelDB. */
export const streamOperations = (parts: EngineParts): Record<string, Handler> => ({
  async ListStreams(body) {
    const { TableName } = readRequest(listRequest, body);
    return {
      Streams: parts.tables
        .all()
        .filter((table) => !TableName || table.TableName === TableName)
        .flatMap(streamed),
    };
  },
  async DescribeStream(body) {
    const table = tableOf(parts, readRequest(describeRequest, body).StreamArn);
    const enabled = table.StreamSpecification?.StreamEnabled === true;
    return {
      StreamDescription: {
        StreamArn: table.LatestStreamArn,
        StreamLabel: table.LatestStreamLabel,
        StreamStatus: enabled ? 'ENABLED' : 'DISABLED',
        StreamViewType: table.StreamSpecification?.StreamViewType,
        CreationRequestDateTime: table.CreationDateTime,
        TableName: table.TableName,
        KeySchema: table.KeySchema,
        Shards: [{ ShardId: SHARD, SequenceNumberRange: { StartingSequenceNumber: sequenceNumber(1) } }],
      },
    };
  },
  async GetShardIterator(body) {
    const request = readRequest(iteratorRequest, body);
    const { TableName } = tableOf(parts, request.StreamArn);
    return { ShardIterator: writeIterator(TableName, await startAfter(parts, TableName, request)) };
  },
  GetRecords: (body) => getRecords(parts, body),
});

/** Deletes records older than 24 h, a thousand a batch, from the old end of each stream. */
export async function trimStreams({ level, tables, now }: EngineParts): Promise<void> {
  const horizon = Math.floor((now() - KEPT_MS) / 1000);
  for (const { TableName } of tables.all()) {
    let operations: Operation[] = [];
    let trimmed = 0;
    const flush = async (): Promise<void> => {
      if (operations.length === 0) return;
      await level.batch([...operations, { type: 'put', key: trimmedKey(TableName), value: trimmed }]);
      operations = [];
    };
    for await (const [key, record] of level.iterator<StreamRecord>(under(recordKey(TableName, '')))) {
      if (record.dynamodb.ApproximateCreationDateTime >= horizon) break;
      operations.push({ type: 'del', key });
      trimmed = sequenceCount(record.dynamodb.SequenceNumber);
      if (operations.length >= 1000) await flush();
    }
    await flush();
  }
}
