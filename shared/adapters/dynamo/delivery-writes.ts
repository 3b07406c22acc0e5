import { type Delivery, subjectOf } from '../../domain/delivery.ts';
import type { Owed, PlannedDelivery } from '../../domain/planned-delivery.ts';
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

/** Something is written down as owed: the delivery, what the endpoint and the subject's debt say of it, what is superseded, and the wake. */
export const planWrites = (
  tables: DeliveryTables,
  { delivery, owedBefore, superseded, kept }: PlannedDelivery,
  wake: DueWork | undefined,
): Map<string, Write> => {
  const TableName = tables.deliveries;
  return new Map<string, Write>([
    ['delivery', { Put: { TableName, Item: deliveryRow(delivery), ConditionExpression: 'attribute_not_exists(pk)' } }],
    ['endpoint', endpointWrite(tables.partners, delivery)],
    ['debt', debtWrite(TableName, delivery, owedBefore)],
    ...(superseded === undefined ? [] : [['superseded', replace(TableName, superseded)] as const]),
    ...(kept === undefined ? [] : [['kept', unchanged(TableName, kept)] as const]),
    ...wakeWrites(tables, wake),
  ]);
};

/** An endpoint that was deleted gets no ghost of a row: it has no attribute. A follower keeps no count of its own. */
const endpointWrite = (TableName: string, delivery: Delivery): Write => {
  const Key = endpointKey(delivery.endpointId);
  if (delivery.kind === 'websub')
    return { ConditionCheck: { TableName, Key, ConditionExpression: 'attribute_exists(pk)' } };
  if (delivery.kind === 'notice') return { ConditionCheck: { TableName, Key, ...inService } };
  return {
    Update: {
      TableName,
      Key,
      UpdateExpression: 'SET lastOwedSequence = :sequence',
      ConditionExpression: `lastOwedSequence = :previous AND ${delivery.state === 'waiting' ? disabled : enabled}`,
      ExpressionAttributeValues: {
        ':sequence': delivery.sequence,
        ':previous': delivery.previousSequence,
        ...inService.ExpressionAttributeValues,
      },
    },
  };
};

const enabled = 'disabledReason = :none';
const disabled = 'disabledReason <> :none';
const inService = { ConditionExpression: enabled, ExpressionAttributeValues: { ':none': null } };
const outOfService = { ...inService, ConditionExpression: `attribute_exists(pk) AND ${disabled}` };

/** The subject's debt moves on from what it was; what is known to have arrived stays. */
const debtWrite = (TableName: string, delivery: Delivery, owedBefore: Owed | undefined): Write => {
  const { kind, endpointId, sequence } = delivery;
  const [arrived, fields] = debtOf(delivery);
  const values = Object.entries({ kind, endpointId, sequence, ...fields });
  return {
    Update: {
      TableName,
      Key: owedKey(endpointId, subjectOf(delivery)),
      UpdateExpression: `SET ${values.map(([name]) => `#${name} = :${name}`).join(', ')}, #arrived = if_not_exists(#arrived, :none)`,
      ConditionExpression: owedBefore === undefined ? 'attribute_not_exists(pk)' : '#sequence = :before',
      ExpressionAttributeNames: {
        '#arrived': arrived,
        ...Object.fromEntries(values.map(([name]) => [`#${name}`, name])),
      },
      ExpressionAttributeValues: {
        ':none': null,
        ...Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
        ...(owedBefore === undefined ? {} : { ':before': owedBefore.sequence }),
      },
    },
  };
};

/** The attribute of a debt that tells what arrived, and what it says of what is owed. */
const debtOf = (delivery: Delivery): [arrived: string, fields: Readonly<Record<string, unknown>>] => {
  if (delivery.kind === 'notice') return ['deliveredSequence', {}];
  return delivery.kind === 'webhook'
    ? ['deliveredRevision', { rulingId: delivery.rulingId, revision: delivery.revision }]
    : ['deliveredEtag', { topic: delivery.topic, etag: delivery.etag, eventSequence: delivery.eventSequence }];
};

const unchanged = (TableName: string, row: Delivery): Write => ({
  ConditionCheck: { TableName, Key: deliveryKey(row), ...asRead(row) },
});

/** A delivery becomes `sending`: under the lease, and after its predecessor. A predecessor that is forgotten was over for 90 days. */
export const beginWrites = (tables: DeliveryTables, change: Change, token: string): Map<string, Write> => {
  const { kind, endpointId, predecessor } = change.before;
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
        Key: deliveryKey({ kind, endpointId, sequence: predecessor }),
        ConditionExpression: 'attribute_not_exists(pk) OR #state IN (:delivered, :superseded)',
        ExpressionAttributeNames: only('#state'),
        ExpressionAttributeValues: { ':delivered': 'delivered', ':superseded': 'superseded' },
      },
    });
  return writes;
};

/** How an attempt ended, or that there will be none; with what follows from it. */
export const settleWrites = (tables: DeliveryTables, settlement: Settlement): Map<string, Write> => {
  const { after, lastOwed, ifDisabled, newer, wake } = settlement;
  const TableName = tables.deliveries;
  const writes = new Map<string, Write>([['delivery', replace(TableName, settlement)]]);
  if (newer !== undefined) writes.set('newer', replace(TableName, newer));
  if (ifDisabled)
    writes.set('endpoint', {
      ConditionCheck: { TableName: tables.partners, Key: endpointKey(after.endpointId), ...outOfService },
    });
  const debt = after.state === 'delivered' ? arrival(TableName, after) : notArrived(TableName, after, lastOwed);
  if (debt !== undefined) writes.set('debt', debt);
  for (const [name, write] of wakeWrites(tables, wake)) writes.set(name, write);
  return writes;
};

const arrival = (TableName: string, delivery: Delivery): Write => ({
  Update: {
    TableName,
    Key: owedKey(delivery.endpointId, subjectOf(delivery)),
    UpdateExpression:
      delivery.kind === 'webhook'
        ? 'SET #arrived = :it, firstDeliveredRevision = if_not_exists(firstDeliveredRevision, :it)'
        : 'SET #arrived = :it',
    ExpressionAttributeNames: { '#arrived': debtOf(delivery)[0] },
    ExpressionAttributeValues: { ':it': whatArrived(delivery) },
  },
});

const whatArrived = (delivery: Delivery): number | string => {
  if (delivery.kind === 'notice') return delivery.sequence;
  return delivery.kind === 'webhook' ? delivery.revision : delivery.etag;
};

/** A failed attempt holds only while the debt is as it was read; it may have reached a follower all the same. */
const notArrived = (TableName: string, delivery: Delivery, lastOwed: number | undefined): Write | undefined => {
  if (lastOwed === undefined) return undefined;
  const held = {
    TableName,
    Key: owedKey(delivery.endpointId, subjectOf(delivery)),
    ConditionExpression: '#sequence = :sequence',
    ExpressionAttributeNames: only('#sequence'),
  };
  if (delivery.kind !== 'websub')
    return { ConditionCheck: { ...held, ExpressionAttributeValues: { ':sequence': lastOwed } } };
  const ExpressionAttributeValues = { ':sequence': lastOwed, ':none': null };
  return { Update: { ...held, UpdateExpression: 'SET deliveredEtag = :none', ExpressionAttributeValues } };
};
