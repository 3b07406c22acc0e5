import { describe, expect, it, test } from 'vitest';
import { createDynamoMeter, updatedBy } from '../../bench/cost/dynamo-usage.ts';

const row = (sk: string, bytes = 10) => ({ pk: { S: 'p' }, sk: { S: sk }, v: { S: 'x'.repeat(bytes) } });
const key = (sk: string) => ({ pk: { S: 'p' }, sk: { S: sk } });
const TableName = 'Texts';

/** A meter that has seen a row `a` of some 6 kB. */
const meter = (indexes: readonly string[][] = []) => {
  const { usageOf } = createDynamoMeter(() => indexes);
  const call = (action: string, input: object, output: object = {}, updated: readonly ReturnType<typeof row>[] = []) =>
    usageOf({ action: `dynamodb:${action}`, input, output, updated });
  call('PutItem', { TableName, Item: row('a', 6_000) });
  return call;
};

describe('reads', () => {
  it('of one item cost by all of it, even where the answer holds a part', () => {
    const get = { TableName, Key: key('a') };
    expect(meter()('GetItem', { ...get, ConsistentRead: true }, { Item: { v: { S: 'x' } } })).toEqual({
      dynamoReads: 2,
    });
    expect(meter()('GetItem', get, { Item: row('a', 6_000) })).toEqual({ dynamoReads: 1 });
  });

  it('of what is not there cost the least', () => {
    expect(meter()('GetItem', { TableName, Key: key('b'), ConsistentRead: true })).toEqual({ dynamoReads: 1 });
  });

  it('of a batch are rounded up for each item', () => {
    const Keys = [key('a'), key('b'), key('c')];
    expect(meter()('BatchGetItem', { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } })).toEqual({
      dynamoReads: 4,
    });
    expect(meter()('BatchGetItem', { RequestItems: { [TableName]: { Keys } } })).toEqual({ dynamoReads: 2 });
  });

  test.each([
    ['is rounded up once for its page', [row('a', 3_000), row('b', 3_000)], 2, 2, 2],
    ['costs what a filter kept back too', [row('a', 3_000)], 1, 4, 3],
    ['costs the least where it finds nothing', [], 0, 0, 1],
  ])('a query %s', (_, Items, Count, ScannedCount, dynamoReads) => {
    const answer = { Items, Count, ScannedCount };
    expect(meter()('Query', { TableName, ConsistentRead: true }, answer)).toEqual({ dynamoReads });
    expect(meter()('Query', { TableName }, answer)).toEqual({ dynamoReads: dynamoReads / 2 });
  });
});

describe('writes', () => {
  it('cost by what they replace, take away or leave, whichever is larger', () => {
    const call = meter();
    expect(call('PutItem', { TableName, Item: row('a') })).toEqual({ dynamoWrites: 6 });
    expect(call('UpdateItem', { TableName, Key: key('a') }, {}, [row('a', 2_000)])).toEqual({ dynamoWrites: 2 });
    expect(call('DeleteItem', { TableName, Key: key('a') })).toEqual({ dynamoWrites: 2 });
    expect(call('DeleteItem', { TableName, Key: key('a') })).toEqual({ dynamoWrites: 1 });
  });

  it('cost an index more where the table has one', () => {
    expect(meter([['sk']])('PutItem', { TableName, Item: row('b') })).toEqual({ dynamoWrites: 2 });
    expect(meter([['missing']])('PutItem', { TableName, Item: row('b') })).toEqual({ dynamoWrites: 1 });
  });

  it('of a transaction cost double, and so does a condition that is checked', () => {
    const TransactItems = [
      { Put: { TableName, Item: row('b', 1_500) } },
      { Update: { TableName, Key: key('c') } },
      { Update: { TableName, Key: key('d') } },
      { Delete: { TableName, Key: key('e') } },
      { ConditionCheck: { TableName, Key: key('a') } },
    ];
    const updated = [row('c', 2_500), row('d')];
    expect(meter()('PutItem', { TransactItems }, {}, updated)).toEqual({ dynamoWrites: 2 * (2 + 3 + 1 + 1 + 6) });
  });

  it('know each table by itself', () => {
    expect(meter()('PutItem', { TableName: 'Partners', Item: row('a') })).toEqual({ dynamoWrites: 1 });
  });

  it('that update are to be read anew, in the order of the transaction', () => {
    const Update = (sk: string) => ({ Update: { TableName, Key: key(sk) } });
    const input = { TransactItems: [Update('a'), { Put: { TableName, Item: row('b') } }, Update('c')] };
    expect(updatedBy('dynamodb:UpdateItem', input).map((place) => place.key)).toEqual([key('a'), key('c')]);
    expect(updatedBy('dynamodb:UpdateItem', { TableName, Key: key('a') })).toEqual([
      { table: TableName, key: key('a') },
    ]);
    expect(updatedBy('dynamodb:PutItem', { TableName, Item: row('a') })).toEqual([]);
  });
});

it('does not pass over a call that it cannot count', () => {
  expect(() => meter()('Scan', { TableName })).toThrow('dynamodb:Scan is not counted');
  const TransactItems = [{ Get: { TableName, Key: key('a') } }];
  expect(() => meter()('GetItem', { TransactItems })).toThrow('not counted');
});
