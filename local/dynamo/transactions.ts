import * as z from 'zod';
import { type Item, itemBytes } from './attribute-value.ts';
import { db, parse } from './dynalite.ts';
import type { EngineParts, Handler } from './engine-parts.ts';
import { type ApiError, dynamoError, invalidRequest, isApiError } from './errors.ts';
import { hashOf, remembering, wasCommitted } from './idempotency.ts';
import { itemKey, tokenKey } from './keys.ts';
import { readRequest } from './request.ts';
import { addressWrite, type PlannedWrite, parseWrite, planWrite, type Write } from './writes.ts';

const MAX_BYTES = 4 * 1024 * 1024;
const KINDS = { Put: 'putItem', Update: 'updateItem', Delete: 'deleteItem', ConditionCheck: 'conditionCheck' } as const;
const EXPRESSION = { Update: 'UpdateExpression', ConditionCheck: 'ConditionExpression' } as const;

const operation = z.looseObject({}).optional();
const entry = z.object({ Put: operation, Update: operation, Delete: operation, ConditionCheck: operation });
const writeRequest = z.object({
  TransactItems: z.array(entry).min(1).max(100),
  ClientRequestToken: z.string().min(1).max(36).optional(),
});
const getRequest = z.object({
  TransactItems: z
    .array(z.object({ Get: z.looseObject({}) }))
    .min(1)
    .max(100),
});

function parseEntry(given: z.infer<typeof entry>): ReturnType<typeof parseWrite> {
  const names = (['Put', 'Update', 'Delete', 'ConditionCheck'] as const).filter((name) => given[name]);
  const [name] = names;
  if (!name || names.length > 1) {
    throw invalidRequest('TransactItems can only contain one of Check, Put, Update or Delete');
  }
  const body = given[name] ?? {};
  if ((name === 'Update' || name === 'ConditionCheck') && !(EXPRESSION[name] in body)) {
    throw invalidRequest(`The ${EXPRESSION[name]} of a ${name} must not be null`);
  }
  return parseWrite(KINDS[name], body);
}

interface Reason {
  Code: 'None' | 'ConditionalCheckFailed' | 'ValidationError';
  Message?: string;
  Item?: unknown;
}

const reasonFor = ({ message, body }: ApiError): Reason =>
  body.__type.endsWith('#ConditionalCheckFailedException')
    ? { Code: 'ConditionalCheckFailed', Message: message, ...('Item' in body ? { Item: body['Item'] } : {}) }
    : { Code: 'ValidationError', Message: message };

const cancelsOnly = (error: unknown): error is ApiError =>
  isApiError(error) && /#(ConditionalCheckFailed|Validation)Exception$/.test(error.body.__type);

/** Does `step` for each; if any refuses, throws TransactionCanceledException with a reason for every one. */
async function allOrCanceled<T, R>(values: readonly T[], step: (value: T) => Promise<R>): Promise<R[]> {
  const outcomes = await Promise.allSettled(values.map((value) => step(value)));
  const reasons = outcomes.map((outcome): Reason => {
    if (outcome.status === 'fulfilled') return { Code: 'None' };
    if (cancelsOnly(outcome.reason)) return reasonFor(outcome.reason);
    throw outcome.reason;
  });
  if (reasons.some(({ Code }) => Code !== 'None')) {
    const codes = reasons.map(({ Code }) => Code).join(', ');
    const message = `Transaction cancelled, please refer cancellation reasons for specific reasons [${codes}]`;
    throw dynamoError('TransactionCanceledException', message, { CancellationReasons: reasons });
  }
  return outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []));
}

function refuseTooLarge(items: (Item | undefined)[]): void {
  const bytes = items.reduce((sum, item) => sum + (item ? itemBytes(item) : 0), 0);
  if (bytes > MAX_BYTES) throw invalidRequest('The aggregate size of the items in the transaction exceeds 4 MB');
}

async function planAll({ level }: EngineParts, writes: Write[]): Promise<PlannedWrite[]> {
  const planned = await allOrCanceled(writes, async (write) => planWrite(level, write, level.getSync<Item>(write.row)));
  refuseTooLarge(planned.map(({ change }) => change.next ?? change.old));
  return planned;
}

/** TransactWriteItems: items, index rows, stream records and the remembered token go into one batch. */
async function transactWrite(parts: EngineParts, body: object): Promise<unknown> {
  const { level, tables, expiry, log, withKeys, now } = parts;
  const { TransactItems: entries, ClientRequestToken: token } = readRequest(writeRequest, body);
  const hash = hashOf(entries);
  const parsed = entries.map(parseEntry);
  const writes = await allOrCanceled(parsed, async (write) => addressWrite(write, tables));
  const rows = writes.map(({ row }) => row);
  if (new Set(rows).size < rows.length) {
    throw invalidRequest('Transaction request cannot include multiple operations on one item');
  }
  return withKeys(token ? [...rows, tokenKey(token)] : rows, async () => {
    if (token && wasCommitted(level, token, hash, now())) return {};
    const planned = await planAll(parts, writes);
    const operations = planned.flatMap((plan, at) => [
      ...plan.operations,
      ...expiry.operationsFor(plan.change, writes[at]?.key ?? ''),
    ]);
    if (token) operations.push(...remembering(token, hash, now()));
    await log.commit(
      operations,
      planned.map(({ change }) => change),
    );
    return {};
  });
}

/** TransactGetItems: all items as of one LevelDB snapshot, which getMany takes. */
async function transactGet({ level, tables }: EngineParts, body: object): Promise<unknown> {
  const { TransactItems: entries } = readRequest(getRequest, body);
  const gets = entries.map(({ Get }) => parse('getItem', Get));
  const rows = await allOrCanceled(gets, async ({ TableName, Key = {} }) => {
    const table = tables.get(TableName);
    const invalid = db.validateKey(Key, table);
    if (invalid) throw invalid;
    return itemKey(TableName, db.createKey(Key, table));
  });
  const items = await level.getMany<Item>(rows);
  refuseTooLarge(items);
  const Responses = items.map((item, at) => {
    const paths = gets[at]?._projection?.paths;
    return item ? { Item: paths ? db.mapPaths(paths, item) : item } : {};
  });
  return { Responses };
}

/** TransactWriteItems and TransactGetItems. */
export const transactionOperations = (parts: EngineParts): Record<string, Handler> => ({
  TransactWriteItems: (body) => transactWrite(parts, body),
  TransactGetItems: (body) => transactGet(parts, body),
});
