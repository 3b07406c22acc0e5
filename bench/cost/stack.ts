/** What the template says of functions, tables, and all that is paid for by the month. */
import * as z from 'zod';
import { type Assembly, readAssembly } from '../../local/template/document.ts';
import type { IndexKeys } from './capacity.ts';
import { hoursOfMonth } from './prices.ts';

export interface Stack {
  /** By logical id, which is a function's name in the embedded runtime. */
  readonly functions: ReadonlyMap<string, { readonly name: string; readonly memoryMb: number }>;
  /** The logical ids of the functions that have a schedule. */
  readonly scheduled: readonly string[];
  indexesOf(table: string): readonly IndexKeys[];
  readonly counts: {
    readonly keys: number;
    readonly secrets: number;
    /** Metrics that alarms look at; a composite or a computed one would count each. */
    readonly alarms: number;
    readonly dashboards: number;
    readonly queuesPolled: number;
    readonly tables: number;
    /** How often each function that has a schedule runs in a month of 730 hours. */
    readonly runs: Readonly<Record<string, number>>;
    /** Of all functions together. */
    readonly memoryMb: number;
  };
}

const functionSchema = z.object({ Description: z.string(), MemorySize: z.coerce.number() });
const indexes = z
  .array(z.object({ KeySchema: z.array(z.object({ AttributeName: z.string() })) }))
  .default([])
  .transform((all) => all.map(({ KeySchema }) => KeySchema.map(({ AttributeName }) => AttributeName)));
const tableSchema = z.object({ GlobalSecondaryIndexes: indexes, LocalSecondaryIndexes: indexes });
const runsAMonth = {
  'rate(1 minute)': 60 * hoursOfMonth,
  'rate(1 hour)': hoursOfMonth,
  'rate(1 day)': hoursOfMonth / 24,
} as const;
const scheduleSchema = z.object({
  ScheduleExpression: z.literal(['rate(1 minute)', 'rate(1 hour)', 'rate(1 day)']),
  Target: z.object({ Arn: z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.literal('Arn')]) }) }),
});

export const readStack = (folder: string): Stack => {
  const { template }: Assembly = readAssembly(folder);
  const ofType = (type: string) => Object.entries(template.Resources).filter(([, { Type }]) => Type === type);
  const count = (type: string): number => ofType(type).length;

  const functions = ofType('AWS::Lambda::Function').flatMap(([id, { Properties }]) => {
    const { success, data } = functionSchema.safeParse(Properties);
    // CDK's own function, which copies the pages, has no description
    return success
      ? [[id, { name: data.Description.replace('Rulingwire ', ''), memoryMb: data.MemorySize }] as const]
      : [];
  });
  const tables = ofType('AWS::DynamoDB::GlobalTable').map(([id, { Properties }]) => {
    const { GlobalSecondaryIndexes, LocalSecondaryIndexes } = tableSchema.parse(Properties);
    return [id, [...GlobalSecondaryIndexes, ...LocalSecondaryIndexes]] as const;
  });
  const mappings = ofType('AWS::Lambda::EventSourceMapping');
  const schedules = ofType('AWS::Scheduler::Schedule').map(([, { Properties }]) => {
    const { ScheduleExpression, Target } = scheduleSchema.parse(Properties);
    return { id: Target.Arn['Fn::GetAtt'][0], runs: runsAMonth[ScheduleExpression] };
  });
  const byTable = new Map(tables);
  const byId = new Map(functions);
  return {
    functions: byId,
    scheduled: schedules.map(({ id }) => id),
    indexesOf: (table) => byTable.get(table) ?? [],
    counts: {
      keys: count('AWS::KMS::Key'),
      secrets: count('AWS::SecretsManager::Secret'),
      alarms: count('AWS::CloudWatch::Alarm'),
      dashboards: count('AWS::CloudWatch::Dashboard'),
      // the others read a stream, which is free for Lambda
      queuesPolled: mappings.filter(([, { Properties }]) => !('StartingPosition' in Properties)).length,
      tables: tables.length,
      runs: Object.fromEntries(schedules.map(({ id, runs }) => [byId.get(id)?.name ?? id, runs])),
      memoryMb: functions.reduce((sum, [, { memoryMb }]) => sum + memoryMb, 0),
    },
  };
};
