import { randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type Index, parse, type Table } from './dynalite.ts';
import { invalidRequest } from './errors.ts';

export const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

const VIEW_TYPES = ['KEYS_ONLY', 'NEW_IMAGE', 'OLD_IMAGE', 'NEW_AND_OLD_IMAGES'] as const;
const streamSpecification = z.union([
  z.object({ StreamEnabled: z.literal(true), StreamViewType: z.enum(VIEW_TYPES) }),
  z.object({ StreamEnabled: z.literal(false) }),
]);

/** The StreamSpecification of a request's body, which dynalite would drop. */
export function readStreamSpecification(body: object): Table['StreamSpecification'] {
  if (!('StreamSpecification' in body)) return undefined;
  const { success, data } = streamSpecification.safeParse(body.StreamSpecification);
  if (!success) throw invalidRequest('One or more parameter values were invalid: StreamSpecification');
  return data;
}

/** The table with its stream on (under a new label) or off; `now` in epoch milliseconds. */
export function withStream(table: Table, specification: Table['StreamSpecification'], now: number): Table {
  const { StreamSpecification: _, LatestStreamArn: arn, LatestStreamLabel: label, ...rest } = table;
  if (!specification?.StreamEnabled)
    return { ...rest, ...(arn && label ? { LatestStreamArn: arn, LatestStreamLabel: label } : {}) };
  const LatestStreamLabel = new Date(now).toISOString().slice(0, 23);
  return {
    ...rest,
    StreamSpecification: specification,
    LatestStreamLabel,
    LatestStreamArn: `${table.TableArn}/stream/${LatestStreamLabel}`,
  };
}

export const activeIndex = (tableArn: string, index: Index): Index => ({
  ...index,
  IndexArn: `${tableArn}/index/${index.IndexName}`,
  IndexStatus: 'ACTIVE',
  IndexSizeBytes: 0,
  ItemCount: 0,
});

/** The description of a table to create: ACTIVE at once, so that a kill can't leave it half made. */
export function describeNewTable(body: object, now: number): Table {
  const specification = readStreamSpecification(body);
  const data = parse('createTable', body);
  const TableArn = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/${data.TableName}`;
  const indexes = Object.fromEntries(
    (['GlobalSecondaryIndexes', 'LocalSecondaryIndexes'] as const).flatMap((kind) => {
      const list = data[kind];
      return list ? [[kind, list.map((index) => activeIndex(TableArn, index))]] : [];
    }),
  );
  const table: Table = {
    TableName: data.TableName,
    KeySchema: data.KeySchema ?? [],
    AttributeDefinitions: data.AttributeDefinitions ?? [],
    ...indexes,
    BillingModeSummary: { BillingMode: data.BillingMode ?? 'PROVISIONED' },
    TableArn,
    TableId: randomUUID(),
    TableStatus: 'ACTIVE',
    CreationDateTime: now / 1000,
    ItemCount: 0,
    TableSizeBytes: 0,
    ProvisionedThroughput: data.ProvisionedThroughput ?? { ReadCapacityUnits: 0, WriteCapacityUnits: 0 },
  };
  return withStream(table, specification, now);
}
