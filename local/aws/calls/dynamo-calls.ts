/** What DynamoDB's operations need: https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html */
import * as z from 'zod';
import { dynamoError, protocolError } from '../../dynamo/errors.ts';
import { readRequest } from '../../dynamo/request.ts';
import type { Admit } from '../../dynamo/server.ts';
import { nameOf, tableArn } from '../identity.ts';
import { ServiceError } from '../json-server.ts';
import { AccessDenied, type Permissions } from '../permissions.ts';
import type { Call } from '../policy.ts';

const tabled = z.object({ TableName: z.string() });
const single = tabled.extend({ IndexName: z.string().optional() });
const batch = z.object({ RequestItems: z.record(z.string(), z.unknown()) });
/** Each item is one part: `Put`, `Update`, `Delete`, `ConditionCheck` or, where a transaction reads, `Get`. */
const transaction = z.object({ TransactItems: z.array(z.record(z.string(), tabled)) });

const on = (action: string, table: string, index?: string): Call => ({
  action: `dynamodb:${action}`,
  resource: `${tableArn(nameOf(table))}${index === undefined ? '' : `/index/${index}`}`,
});

/** A transaction needs what its parts need; a query on an index needs the index alone. `target` is X-Amz-Target. */
export const dynamoCalls = (target: string, body: object): Call[] => {
  const operation = target.split('.').at(-1) ?? target;
  if (operation.startsWith('Transact')) {
    const parts = readRequest(transaction, body).TransactItems.flatMap((item) => Object.entries(item));
    return parts.map(([part, { TableName }]) => on(`${part}Item`, TableName));
  }
  if (operation === 'BatchGetItem' || operation === 'BatchWriteItem') {
    return Object.keys(readRequest(batch, body).RequestItems).map((table) => on(operation, table));
  }
  const { TableName, IndexName } = readRequest(single, body);
  return [on(operation, TableName, IndexName)];
};

/** Refuses as DynamoDB does. */
export const admitDynamo =
  (permissions: Permissions): Admit =>
  async (authorization, operation, body, act) => {
    try {
      return await permissions.admit(authorization, () => dynamoCalls(operation, body), body, act);
    } catch (cause) {
      if (cause instanceof AccessDenied) throw protocolError('AccessDeniedException', cause.message);
      if (!(cause instanceof ServiceError)) throw cause;
      throw Object.assign(dynamoError(cause.code, cause.message), { statusCode: cause.status });
    }
  };
