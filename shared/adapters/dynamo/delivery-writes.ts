import type { Delivery } from '../../domain/delivery.ts';
import type { PlannedDelivery } from '../../domain/planned-delivery.ts';
import type { Change, Settlement } from '../../ports/delivery-store.ts';
import type { DueWork } from '../../ports/timetable.ts';
import { deliveryKey, deliveryRow, leaseKey, owedKey } from './delivery-rows.ts';
import { endpointKey } from './endpoint-rows.ts';
import { dueRow } from './timetable.ts';
import type { Write } from './transaction.ts';

export interface DeliveryTables {
  readonly deliveries: string;
  readonly partners: string;
  readonly timetable: string;
}

const names = { '#state': 'state', '#version': 'version', '#sequence': 'sequence' };
const only = (...used: (keyof typeof names)[]) => Object.fromEntries(used.map((name) => [name, names[name]]));

/** Holds while the delivery is as it was read. */
const asRead = ({ version }: Delivery) => ({
  ConditionExpression: '#version = :version',
  ExpressionAttributeNames: only('#version'),
  ExpressionAttributeValues: { ':version': version },
});

const replace = (TableName: string, { before, after }: Change): Write => ({
  Put: { TableName, Item: deliveryRow(after), ...asRead(before) },
});

const wakeWrites = (tables: DeliveryTables, wake: DueWork | undefined): [string, Write][] =>
  wake === undefined ? [] : [['wake', dueRow(tables.timetable, wake)]];

/** An event is written down as owed: the delivery, the endpoint's last debt, the ruling's last debt, what is superseded, and the wake. */
export const planWrites = (
  tables: DeliveryTables,
  { delivery, owedBefore, superseded, underWay }: PlannedDelivery,
  wake: DueWork | undefined,
): Map<string, Write> => {
  const { endpointId, rulingId, sequence, revision, previousSequence } = delivery;
  const TableName = tables.deliveries;
  const debt: Write = {
    Update: {
      TableName,
      Key: owedKey(endpointId, rulingId),
      UpdateExpression:
        'SET #sequence = :sequence, revision = :revision, endpointId = :endpoint, rulingId = :ruling, deliveredRevision = if_not_exists(deliveredRevision, :none)',
      ConditionExpression: owedBefore === undefined ? 'attribute_not_exists(pk)' : '#sequence = :before',
      ExpressionAttributeNames: only('#sequence'),
      ExpressionAttributeValues: {
        ':sequence': sequence,
        ':revision': revision,
        ':endpoint': endpointId,
        ':ruling': rulingId,
        ':none': null,
        ...(owedBefore === undefined ? {} : { ':before': owedBefore.sequence }),
      },
    },
  };
  return new Map<string, Write>([
    ['delivery', { Put: { TableName, Item: deliveryRow(delivery), ConditionExpression: 'attribute_not_exists(pk)' } }],
    [
      'endpoint',
      {
        Update: {
          TableName: tables.partners,
          Key: endpointKey(endpointId),
          UpdateExpression: 'SET lastOwedSequence = :sequence',
          // an endpoint that was deleted has no attribute, and gets no ghost of a row
          ConditionExpression: 'lastOwedSequence = :previous',
          ExpressionAttributeValues: { ':sequence': sequence, ':previous': previousSequence },
        },
      },
    ],
    ['debt', debt],
    ...(superseded === undefined ? [] : [['superseded', replace(TableName, superseded)] as const]),
    ...(underWay === undefined ? [] : [['underWay', unchanged(TableName, underWay)] as const]),
    ...wakeWrites(tables, wake),
  ]);
};

const unchanged = (TableName: string, row: Delivery): Write => ({
  ConditionCheck: { TableName, Key: deliveryKey(row.endpointId, row.sequence), ...asRead(row) },
});

/** A delivery becomes `sending`: under the lease, and after its predecessor. A predecessor that is forgotten was over for 90 days. */
export const beginWrites = (tables: DeliveryTables, change: Change, token: string): Map<string, Write> => {
  const { endpointId, predecessor } = change.before;
  const TableName = tables.deliveries;
  const lease: Write = {
    ConditionCheck: {
      TableName,
      Key: leaseKey(endpointId),
      ConditionExpression: 'leaseToken = :token',
      ExpressionAttributeValues: { ':token': token },
    },
  };
  const writes = new Map<string, Write>([
    ['delivery', replace(TableName, change)],
    ['lease', lease],
  ]);
  if (predecessor !== null)
    writes.set('predecessor', {
      ConditionCheck: {
        TableName,
        Key: deliveryKey(endpointId, predecessor),
        ConditionExpression: 'attribute_not_exists(pk) OR #state IN (:delivered, :superseded)',
        ExpressionAttributeNames: only('#state'),
        ExpressionAttributeValues: { ':delivered': 'delivered', ':superseded': 'superseded' },
      },
    });
  return writes;
};

/** How an attempt ended, or that there will be none; with what follows from it. */
export const settleWrites = (tables: DeliveryTables, settlement: Settlement): Map<string, Write> => {
  const { after, lastOwed, newer, wake } = settlement;
  const TableName = tables.deliveries;
  const Key = owedKey(after.endpointId, after.rulingId);
  const writes = new Map<string, Write>([['delivery', replace(TableName, settlement)]]);
  if (newer !== undefined) writes.set('newer', replace(TableName, newer));
  if (after.state === 'delivered')
    writes.set('debt', {
      Update: {
        TableName,
        Key,
        UpdateExpression: 'SET deliveredRevision = :revision',
        ExpressionAttributeValues: { ':revision': after.revision },
      },
    });
  else if (lastOwed !== undefined)
    writes.set('debt', {
      ConditionCheck: {
        TableName,
        Key,
        ConditionExpression: '#sequence = :sequence',
        ExpressionAttributeNames: only('#sequence'),
        ExpressionAttributeValues: { ':sequence': lastOwed },
      },
    });
  for (const [name, write] of wakeWrites(tables, wake)) writes.set(name, write);
  return writes;
};
