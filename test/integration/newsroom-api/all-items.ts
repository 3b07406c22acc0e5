import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { Api } from './open-api.ts';

/** Everything that is stored in any table of the API, to see that nothing changed or what is nowhere in it. */
export const allItems = async ({ client, tables }: Pick<Api, 'client' | 'tables'>): Promise<unknown[]> => {
  const items: Record<string, unknown>[] = [];
  for (const TableName of Object.values(tables)) {
    const answer = await client.send(new ScanCommand({ TableName, ConsistentRead: true }));
    if (answer.LastEvaluatedKey) throw new Error(`${TableName} holds more than a page`);
    items.push(...(answer.Items ?? []));
  }
  const nameOf = (item: Record<string, unknown>) => `${item['pk']}#${item['sk']}`;
  return items.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
};
