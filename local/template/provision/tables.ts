/** Makes the tables of the template that are not there yet, and tells the ARNs of their streams. */
import * as z from 'zod';
import { CallRefused, callJson } from '../../aws/json-client.ts';
import type { Resource, Resources } from '../resources.ts';

const API = 'DynamoDB_20120810';

const keySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));
const indexSchema = z.object({ IndexName: z.string(), KeySchema: keySchema, Projection: z.unknown() });
const propertiesSchema = z.object({
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema: keySchema,
  GlobalSecondaryIndexes: z.array(indexSchema).optional(),
  LocalSecondaryIndexes: z.array(indexSchema).optional(),
  StreamSpecification: z.object({ StreamViewType: z.string() }).optional(),
  TimeToLiveSpecification: z.object({ Enabled: z.boolean(), AttributeName: z.string() }).optional(),
});
type TableProperties = z.infer<typeof propertiesSchema>;

const descriptionSchema = z.object({
  Table: z.object({
    KeySchema: keySchema,
    GlobalSecondaryIndexes: z.array(indexSchema).optional(),
    LocalSecondaryIndexes: z.array(indexSchema).optional(),
    LatestStreamArn: z.string().optional(),
  }),
});
type Description = z.infer<typeof descriptionSchema>['Table'];
const timeToLiveSchema = z.object({ TimeToLiveDescription: z.object({ TimeToLiveStatus: z.string() }) });

const describe = async (url: string, TableName: string): Promise<Description | undefined> => {
  try {
    return (await callJson(url, `${API}.DescribeTable`, { TableName }, descriptionSchema)).Table;
  } catch (cause) {
    if (cause instanceof CallRefused && cause.code === 'ResourceNotFoundException') return undefined;
    throw cause;
  }
};

const create = async (
  url: string,
  TableName: string,
  properties: TableProperties,
): Promise<Description | undefined> => {
  const { StreamSpecification } = properties;
  const input = {
    TableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: properties.AttributeDefinitions,
    KeySchema: properties.KeySchema,
    GlobalSecondaryIndexes: properties.GlobalSecondaryIndexes,
    LocalSecondaryIndexes: properties.LocalSecondaryIndexes,
    StreamSpecification: StreamSpecification && { StreamEnabled: true, ...StreamSpecification },
  };
  await callJson(url, `${API}.CreateTable`, input, z.unknown());
  return describe(url, TableName);
};

/** Keys and indexes in a form that two tables with the same ones share. */
const shapeOf = ({
  KeySchema,
  GlobalSecondaryIndexes = [],
  LocalSecondaryIndexes = [],
}: Pick<TableProperties, 'KeySchema' | 'GlobalSecondaryIndexes' | 'LocalSecondaryIndexes'>): string => {
  const keys = (schema: z.infer<typeof keySchema>): string => schema.map((key) => key.AttributeName).join(',');
  const indexes = [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes].map(
    (index) => `${index.IndexName}:${keys(index.KeySchema)}`,
  );
  return [keys(KeySchema), ...indexes.sort()].join(' ');
};

const ensureTable = async (url: string, resource: Resource, resources: Resources): Promise<void> => {
  const properties = propertiesSchema.parse(resource.properties());
  const { name } = resource;
  const table = (await describe(url, name)) ?? (await create(url, name, properties));
  if (table === undefined) throw new Error(`the table ${name} could not be made`);
  if (shapeOf(table) !== shapeOf(properties)) {
    throw new Error(`the table ${name} has other keys or indexes than the template: start with another data folder`);
  }
  if (table.LatestStreamArn !== undefined) resources.setStreamArn(name, table.LatestStreamArn);
  const { TimeToLiveSpecification } = properties;
  if (TimeToLiveSpecification === undefined) return;
  const input = { TableName: name };
  const { TimeToLiveDescription } = await callJson(url, `${API}.DescribeTimeToLive`, input, timeToLiveSchema);
  if (TimeToLiveDescription.TimeToLiveStatus === 'ENABLED') return;
  await callJson(url, `${API}.UpdateTimeToLive`, { ...input, TimeToLiveSpecification }, z.unknown());
};

/** Existing tables keep their items; one whose keys or indexes changed stops the start. */
export const ensureTables = async (url: string, resources: Resources): Promise<void> => {
  await Promise.all(resources.ofType('AWS::DynamoDB::GlobalTable').map((each) => ensureTable(url, each, resources)));
};
