import {
  GetCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type DynamoUnderTest, failureOf, type OpenDynamo, openThings, put, reasonsOf, TABLE } from './under-test.ts';

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

const FIRST = { pk: 'transactions', sk: 'first', count: 1, shelf: 'one', height: 1 };
const SECOND = { pk: 'transactions', sk: 'second', text: 'text' };
const keyOf = ({ pk, sk }: { pk: string; sk: string }) => ({ pk, sk });
const putOf = (Item: Record<string, unknown>) => ({ Put: { TableName: TABLE, Item } });
const fresh = (at: number) => putOf({ pk: 'transactions', sk: `new${at}`, shelf: 'new', height: at });

/** An update of FIRST by an expression over `:v`. */
const updateOf = (UpdateExpression: string, value: unknown) => ({
  Update: { TableName: TABLE, Key: keyOf(FIRST), UpdateExpression, ExpressionAttributeValues: { ':v': value } },
});

/** `text` is a reserved word. */
const withText = (action: Actions[number]): Actions[number] =>
  action.ConditionCheck === undefined
    ? action
    : { ConditionCheck: { ...action.ConditionCheck, ExpressionAttributeNames: { '#text': 'text' } } };

export const transactions = (open: OpenDynamo): void => {
  describe('transactions', () => {
    let engine: DynamoUnderTest;
    const write = (TransactItems: Actions, ClientRequestToken?: string) =>
      engine.document.send(new TransactWriteCommand({ TransactItems, ClientRequestToken }));
    const partition = async (): Promise<unknown[]> => {
      const { Items = [] } = await engine.document.send(
        new QueryCommand({
          TableName: TABLE,
          ConsistentRead: true,
          KeyConditionExpression: 'pk = :pk',
          ExpressionAttributeValues: { ':pk': 'transactions' },
        }),
      );
      return Items;
    };

    beforeAll(async () => {
      engine = await openThings(open);
    });
    afterAll(() => engine.close());
    beforeEach(async () => {
      await put(engine.document, FIRST);
      await put(engine.document, SECOND);
      await engine.document.send(
        new TransactWriteCommand({
          TransactItems: [1, 2, 3].map((at) => ({
            Delete: { TableName: TABLE, Key: { pk: 'transactions', sk: `new${at}` } },
          })),
        }),
      );
    });

    it('holds while an attribute is not what it must not be; a row without it, or none, is something else', async () => {
      const check = (Key: ReturnType<typeof keyOf>, condition: string, value: unknown) => ({
        ConditionCheck: {
          TableName: TABLE,
          Key,
          ConditionExpression: `attribute_exists(pk) AND ${condition}`,
          ExpressionAttributeValues: { ':v': value },
        },
      });
      const update = (value: unknown) => ({
        Update: {
          ...updateOf('SET height = :v', 2).Update,
          ConditionExpression: 'shelf = :shelf AND #count <> :not',
          ExpressionAttributeNames: { '#count': 'count' },
          ExpressionAttributeValues: { ':v': 2, ':shelf': 'one', ':not': value },
        },
      });
      await write([update(2), check(keyOf(SECOND), '#text <> :v', null)].map(withText));
      await write([update(null), check(keyOf(SECOND), 'absent <> :v', null)]);
      for (const refused of [[update(1)], [check(keyOf(SECOND), '#text <> :v', 'text')].map(withText)])
        expect(await reasonsOf(write(refused))).toMatchObject([{ Code: 'ConditionalCheckFailed' }]);
      const nowhere = check({ pk: 'transactions', sk: 'nowhere' }, 'absent <> :v', null);
      expect(await reasonsOf(write([nowhere]))).toMatchObject([{ Code: 'ConditionalCheckFailed' }]);
    });

    it('puts, updates, deletes and checks, all at once', async () => {
      await write(
        [
          fresh(1),
          updateOf('SET #c = #c + :v', 5),
          { Delete: { TableName: TABLE, Key: keyOf(SECOND), ConditionExpression: 'attribute_exists(pk)' } },
          {
            ConditionCheck: {
              TableName: TABLE,
              Key: { pk: 'transactions', sk: 'never' },
              ConditionExpression: 'attribute_not_exists(pk)',
            },
          },
        ].map((action) =>
          'Update' in action ? { Update: { ...action.Update, ExpressionAttributeNames: { '#c': 'count' } } } : action,
        ),
      );
      expect(await partition()).toEqual([{ ...FIRST, count: 6 }, fresh(1).Put.Item]);
      const { Items } = await engine.document.send(
        new QueryCommand({
          TableName: TABLE,
          IndexName: 'byShelf',
          KeyConditionExpression: 'shelf = :s',
          ExpressionAttributeValues: { ':s': 'new' },
        }),
      );
      expect(Items).toEqual([fresh(1).Put.Item]);
    });

    it('takes an attribute away, and makes an item of its key where there was none', async () => {
      const none = { pk: FIRST.pk, sk: 'new1' };
      const remove = (Key: typeof none) => ({
        Update: {
          TableName: TABLE,
          Key,
          UpdateExpression: 'REMOVE #c',
          ExpressionAttributeNames: { '#c': 'count' },
        },
      });
      await write([remove(keyOf(FIRST)), remove(none)]);
      const { count: _, ...left } = FIRST;
      expect(await partition()).toEqual([left, SECOND, none].toSorted((a, b) => (a.sk < b.sk ? -1 : 1)));
    });

    it('changes nothing when one condition fails, and says which, with the item if asked', async () => {
      const refused = { ...putOf({ ...SECOND, text: 'other' }).Put, ConditionExpression: 'attribute_not_exists(pk)' };
      const reasons = await reasonsOf(
        write([
          fresh(1),
          { Put: { ...refused, ReturnValuesOnConditionCheckFailure: 'ALL_OLD' } },
          updateOf('SET shelf = :v', 'two'),
        ]),
      );
      expect(reasons.map(({ Code }) => Code)).toEqual(['None', 'ConditionalCheckFailed', 'None']);
      expect(reasons[1]).toMatchObject({ Message: 'The conditional request failed', Item: marshall(SECOND) });
      expect(await partition()).toEqual([FIRST, SECOND]);
      const silent = await reasonsOf(write([{ Put: refused }]));
      expect(silent[0]?.Item).toBeUndefined();
    });

    it('gives the item that an update failed on, if asked, and none where none is', async () => {
      const refused = {
        TableName: TABLE,
        UpdateExpression: 'SET height = :v',
        ConditionExpression: 'height = :v',
        ExpressionAttributeValues: { ':v': 7 },
        ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
      } as const;
      const keys = [keyOf(FIRST), { pk: 'transactions', sk: 'never' }];
      const reasons = await reasonsOf(write(keys.map((Key) => ({ Update: { ...refused, Key } }))));
      expect(reasons.map(({ Item }) => Item)).toEqual([marshall(FIRST), undefined]);
    });

    it('names every failed condition', async () => {
      const ConditionExpression = 'attribute_exists(absent)';
      const reasons = await reasonsOf(
        write([
          { Delete: { TableName: TABLE, Key: keyOf(FIRST), ConditionExpression } },
          fresh(1),
          { ConditionCheck: { TableName: TABLE, Key: keyOf(SECOND), ConditionExpression } },
        ]),
      );
      expect(reasons.map(({ Code }) => Code)).toEqual(['ConditionalCheckFailed', 'None', 'ConditionalCheckFailed']);
    });

    it.each([
      ['an operand of the wrong type', updateOf('ADD shelf :v', 1)],
      ['an attribute that is not there', updateOf('SET height = absent + :v', 1)],
      ['a result over 400 kB', updateOf('SET more = :v', 'я'.repeat(205_000))],
    ])('changes nothing when an update meets %s', async (_, action) => {
      const reasons = await reasonsOf(write([fresh(1), action, fresh(2)]));
      expect(reasons.map(({ Code }) => Code)).toEqual(['None', 'ValidationError', 'None']);
      expect(reasons[1]?.Message).toBeTruthy();
      expect(await partition()).toEqual([FIRST, SECOND]);
    });

    it.each<[string, Actions]>([
      ['two operations on one item', [putOf(FIRST), updateOf('SET shelf = :v', 'x')]],
      ['no operation', []],
      ['101 operations', Array.from({ length: 101 }, (_, at) => fresh(at))],
      [
        'more than 4 MB',
        Array.from({ length: 11 }, (_, at) => putOf({ pk: 'transactions', sk: `new${at}`, text: 'x'.repeat(390_000) })),
      ],
      ['an expression that is none', [fresh(1), updateOf('SEX shelf = :v', 'x')]],
    ])('refuses %s as a whole', async (_, actions) => {
      expect(await failureOf(write(actions))).toMatchObject({ name: 'ValidationException' });
      expect(await partition()).toEqual([FIRST, SECOND]);
    });

    it('refuses a table that is not there', async () => {
      const call = write([fresh(1), { Put: { TableName: 'Nowhere', Item: { pk: 'a', sk: 'b' } } }]);
      expect(await failureOf(call)).toMatchObject({ name: 'ResourceNotFoundException' });
      expect(await partition()).toEqual([FIRST, SECOND]);
    });

    it('takes 100 operations', async () => {
      const actions = Array.from({ length: 100 }, (_, at) => putOf({ pk: 'hundred', sk: String(at) }));
      await write(actions);
      const { Item } = await engine.document.send(
        new GetCommand({ TableName: TABLE, Key: { pk: 'hundred', sk: '99' } }),
      );
      expect(Item).toBeDefined();
    });

    it('commits once under one token, and refuses another request under it', async () => {
      const grow = [updateOf('ADD height :v', 1)];
      await write(grow, 'token-1');
      await write(grow, 'token-1');
      expect(await partition()).toContainEqual({ ...FIRST, height: 2 });
      expect(await failureOf(write([updateOf('ADD height :v', 2)], 'token-1'))).toMatchObject({
        name: 'IdempotentParameterMismatchException',
      });
      await write(grow, 'token-2');
      expect(await partition()).toContainEqual({ ...FIRST, height: 3 });
    });

    it('commits once when both tries of one token are under way at once', async () => {
      const grow = [updateOf('ADD height :v', 1)];
      await Promise.all([write(grow, 'token-3'), write(grow, 'token-3')]);
      expect(await partition()).toContainEqual({ ...FIRST, height: 2 });
    });

    it('commits one of many different requests that come under one token at once', async () => {
      const calls = Array.from({ length: 30 }, (_, at) => write([putOf({ pk: 'token', sk: String(at) })], 'token-5'));
      const outcomes = await Promise.allSettled(calls);
      expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    });

    it('remembers no token of a transaction that was canceled', async () => {
      const actions: Actions = [
        { Update: { ...updateOf('ADD height :v', 1).Update, ConditionExpression: 'attribute_exists(shelf)' } },
      ];
      await put(engine.document, keyOf(FIRST));
      await failureOf(write(actions, 'token-4'));
      await put(engine.document, FIRST);
      await write(actions, 'token-4');
      expect(await partition()).toContainEqual({ ...FIRST, height: 2 });
    });

    it('loses none of many at once on shared items, and deadlocks on none', async () => {
      const moves = Array.from({ length: 40 }, (_, at) => {
        const [from, to] = at % 2 ? ['left', 'right'] : ['right', 'left'];
        const move = (sk: string, by: number) => ({
          Update: {
            TableName: TABLE,
            Key: { pk: 'balance', sk },
            UpdateExpression: 'ADD amount :by',
            ExpressionAttributeValues: { ':by': by },
          },
        });
        return write([move(from ?? '', -1), move(to ?? '', 1), move(`count${at % 3}`, 1)]);
      });
      const reads = Array.from({ length: 20 }, () =>
        engine.document.send(
          new TransactGetCommand({
            TransactItems: ['left', 'right'].map((sk) => ({ Get: { TableName: TABLE, Key: { pk: 'balance', sk } } })),
          }),
        ),
      );
      for (const { Responses = [] } of await Promise.all(reads)) {
        expect(Responses.reduce((sum, { Item }) => sum + (Item?.['amount'] ?? 0), 0)).toBe(0);
      }
      await Promise.all(moves);
      const { Items = [] } = await engine.document.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
          ExpressionAttributeValues: { ':pk': 'balance', ':sk': 'count' },
        }),
      );
      expect(Items.reduce((sum, { amount }) => sum + amount, 0)).toBe(40);
    });
  });
};
