import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { LeaseName, Leases } from '../../ports/leases.ts';
import type { DueWork } from '../../ports/timetable.ts';
import { leaseKey } from './delivery-rows.ts';
import { transactPatiently } from './patient-transaction.ts';
import { createTable } from './table.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

/** Leases in the table Deliveries; `stateSchema` is what a holder leaves to the next. */
export const createLeases = <State>(
  client: DynamoDBDocumentClient,
  tables: { deliveries: string; timetable: string },
  stateSchema: z.ZodType<State>,
): Leases<State> => {
  const TableName = tables.deliveries;
  const table = createTable(client, TableName);
  const rowSchema = z.object({
    leaseToken: z.string().nullable(),
    leaseUntil: z.string().nullable(),
    knocks: z.int(),
    state: stateSchema.optional(),
  });
  const row = (name: LeaseName) => table.get(leaseKey(name), rowSchema);

  const write = async (lease: Write, work: DueWork | undefined): Promise<boolean> => {
    const writes = new Map([['lease', lease]]);
    if (work !== undefined) writes.set('work', dueRow(tables.timetable, work));
    return (await transactPatiently(client, writes)).size === 0;
  };

  return {
    take: async (name, { token, now, until, guard }) => {
      for (;;) {
        const before = await row(name);
        const holder = before?.leaseToken ?? null;
        if (holder !== null && (before?.leaseUntil ?? '') > now) return { taken: false, holder };
        const lease: Write = {
          Put: {
            TableName,
            Item: { ...leaseKey(name), leaseToken: token, leaseUntil: until, knocks: 0, state: before?.state },
            // a holder that prolongs it in between keeps it: it may have begun something since
            ConditionExpression:
              before === undefined
                ? 'attribute_not_exists(pk)'
                : 'leaseToken = :holder AND leaseUntil = :ran AND knocks = :knocks',
            ...(before === undefined
              ? {}
              : {
                  ExpressionAttributeValues: { ':holder': holder, ':ran': before.leaseUntil, ':knocks': before.knocks },
                }),
          },
        };
        if (await write(lease, guard)) return { taken: true, state: before?.state, clean: holder === null };
      }
    },
    states: async (names) => {
      const rows = await table.batchGet(names.map(leaseKey), rowSchema.extend({ pk: z.string() }));
      const byPartition = new Map(rows.map(({ pk, state }) => [pk, state]));
      return new Map(
        names.flatMap((name): [LeaseName, State][] => {
          const state = byPartition.get(leaseKey(name).pk);
          return state === undefined ? [] : [[name, state]];
        }),
      );
    },
    knock: (name, holder) =>
      write(
        {
          Update: {
            TableName,
            Key: leaseKey(name),
            UpdateExpression: 'SET knocks = knocks + :one',
            ConditionExpression: 'leaseToken = :holder',
            ExpressionAttributeValues: { ':one': 1, ':holder': holder },
          },
        },
        undefined,
      ),
    knocks: async (name, token) => {
      const now = await row(name);
      return now?.leaseToken === token ? now.knocks : undefined;
    },
    keep: (name, token, until, state, guard) =>
      write(
        {
          Update: {
            TableName,
            Key: leaseKey(name),
            UpdateExpression: 'SET leaseUntil = :until, #state = :state',
            ConditionExpression: 'leaseToken = :token',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':until': until, ':state': state, ':token': token },
          },
        },
        guard,
      ),
    release: (name, token, knocks, state, wake) =>
      write(
        {
          Update: {
            TableName,
            Key: leaseKey(name),
            UpdateExpression: 'SET leaseToken = :none, leaseUntil = :none, #state = :state',
            ConditionExpression: 'leaseToken = :token AND knocks = :knocks',
            ExpressionAttributeNames: { '#state': 'state' },
            ExpressionAttributeValues: { ':none': null, ':state': state, ':token': token, ':knocks': knocks },
          },
        },
        wake,
      ),
  };
};
