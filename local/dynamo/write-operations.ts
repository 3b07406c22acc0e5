import type { Item } from './attribute-value.ts';
import { parse } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { invalidRequest } from './errors.ts';
import { addressWrite, parseWrite, planWrite, type Write, type WriteKind } from './writes.ts';

/** Makes one write under its item's lock, as one batch. `expired` marks a deletion by the TTL sweep. */
export function performWrite(parts: EngineParts, write: Write, expired = false): Promise<unknown> {
  const { level, withKeys, log, expiry } = parts;
  return withKeys([write.row], async () => {
    const old = level.getSync<Item>(write.row);
    const { answer, operations, change } = await planWrite(level, write, old);
    const rows = [...operations, ...expiry.operationsFor(change, write.key)];
    await log.commit(rows, [{ ...change, expired }]);
    return answer;
  });
}

/** BatchWriteItem: checked as a whole, then each item by itself. */
async function batchWrite(parts: EngineParts, body: object): Promise<unknown> {
  const { RequestItems: requests = {}, ReturnConsumedCapacity } = parse('batchWriteItem', body);
  const writes = Object.entries(requests).flatMap(([TableName, list]) =>
    list.map(({ PutRequest, DeleteRequest }) => {
      const write = PutRequest
        ? parseWrite('putItem', { TableName, Item: PutRequest.Item })
        : parseWrite('deleteItem', { TableName, Key: DeleteRequest?.Key });
      return addressWrite(write, parts.tables);
    }),
  );
  if (new Set(writes.map(({ row }) => row)).size < writes.length) {
    throw invalidRequest('Provided list of item keys contains duplicates');
  }
  await Promise.all(writes.map((write) => performWrite(parts, write)));
  const capacity = Object.entries(requests).map(([TableName, list]) => ({ TableName, CapacityUnits: list.length }));
  const asked = ReturnConsumedCapacity === 'TOTAL' || ReturnConsumedCapacity === 'INDEXES';
  return { UnprocessedItems: {}, ...(asked ? { ConsumedCapacity: capacity } : {}) };
}

/** PutItem, UpdateItem, DeleteItem and BatchWriteItem. */
export function writeOperations(parts: EngineParts): Record<string, Handler> {
  const single =
    (kind: WriteKind): Handler =>
    async (body) =>
      performWrite(parts, addressWrite(parseWrite(kind, body), parts.tables));
  return {
    PutItem: single('putItem'),
    UpdateItem: single('updateItem'),
    DeleteItem: single('deleteItem'),
    BatchWriteItem: (body) => batchWrite(parts, body),
  };
}
