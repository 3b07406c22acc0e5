import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { AttributeValue } from '@aws-sdk/client-dynamodb-streams';
import { DeleteCommand, PutCommand, ScanCommand, TransactWriteCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../contract/dynamo/embedded.ts';
import { iteratorOf, readOn } from '../contract/dynamo/streams.ts';
import { THINGS, TABLE as THINGS_TABLE } from '../contract/dynamo/under-test.ts';

type Item = { pk: string; sk: string; shelf?: string; height?: number };
type Model = Map<string, Item>;
type Condition = 'none' | 'exists' | 'absent';
type Step = { kind: 'put' | 'add' | 'delete' | 'check'; key: number; shelf: string; by: number; condition: Condition };

const keyOf = (key: number) => ({ pk: `p${key % 2}`, sk: `s${key}` });
const EXPRESSION = { none: undefined, exists: 'attribute_exists(pk)', absent: 'attribute_not_exists(pk)' };

const step: fc.Arbitrary<Step> = fc.record({
  kind: fc.constantFrom('put', 'put', 'add', 'delete', 'check'),
  key: fc.nat(4),
  shelf: fc.constantFrom('a', 'b'),
  by: fc.integer({ min: -1, max: 2 }),
  condition: fc.constantFrom('none', 'none', 'exists', 'absent'),
});
/** One step is a single write; several, of distinct keys, are a transaction. */
const calls = fc.array(fc.uniqueArray(step, { selector: ({ key }) => key, minLength: 1, maxLength: 4 }), {
  maxLength: 25,
});

const conditionOf = ({ kind, condition }: Step): Condition =>
  kind === 'check' && condition === 'none' ? 'exists' : condition;

/** The step on the model: what the item then is, or `refused`. */
function applied(step: Step, old: Item | undefined): Item | undefined | 'refused' {
  const condition = conditionOf(step);
  if (condition === (old ? 'absent' : 'exists')) return 'refused';
  if (step.kind === 'check') return old;
  if (step.kind === 'delete') return undefined;
  if (step.kind === 'put') return { ...keyOf(step.key), shelf: step.shelf, height: step.by };
  return { ...(old ?? keyOf(step.key)), height: (old?.height ?? 0) + step.by };
}

function actionOf(step: Step, TableName: string) {
  const ConditionExpression = EXPRESSION[conditionOf(step)];
  const Key = keyOf(step.key);
  if (step.kind === 'put') {
    return { Put: { TableName, Item: { ...Key, shelf: step.shelf, height: step.by }, ConditionExpression } };
  }
  if (step.kind === 'delete') return { Delete: { TableName, Key, ConditionExpression } };
  if (step.kind === 'check') return { ConditionCheck: { TableName, Key, ConditionExpression } };
  const ExpressionAttributeValues = { ':by': step.by };
  return {
    Update: { TableName, Key, ConditionExpression, UpdateExpression: 'ADD height :by', ExpressionAttributeValues },
  };
}

describe('the embedded engine', () => {
  let engine: Awaited<ReturnType<typeof openEmbedded>>;
  let tables = 0;
  beforeAll(async () => {
    engine = await openEmbedded();
  });
  afterAll(() => engine.close());

  async function send(steps: Step[], TableName: string): Promise<unknown> {
    const actions = steps.map((one) => actionOf(one, TableName));
    const [first] = actions;
    if (actions.length > 1 || first?.ConditionCheck) {
      return engine.document.send(new TransactWriteCommand({ TransactItems: actions }));
    }
    if (first?.Put) return engine.document.send(new PutCommand(first.Put));
    if (first?.Delete) return engine.document.send(new DeleteCommand(first.Delete));
    return first?.Update && engine.document.send(new UpdateCommand(first.Update));
  }

  /** Makes the call on engine and model, which must agree whether it is refused. */
  async function check(steps: Step[], model: Model, table: string): Promise<void> {
    const next = steps.map((one) => applied(one, model.get(keyOf(one.key).sk)));
    const refused = await send(steps, table).then(
      () => false,
      ({ name }) => /^(ConditionalCheckFailed|TransactionCanceled)Exception$/.test(name),
    );
    expect(refused).toBe(next.includes('refused'));
    if (refused) return;
    for (const [at, one] of steps.entries()) {
      const item = next[at];
      if (item && item !== 'refused') model.set(keyOf(one.key).sk, item);
      else model.delete(keyOf(one.key).sk);
    }
  }

  const bySortKey = (items: Record<string, unknown>[] = []) =>
    items.toSorted((one, other) => String(one['sk']).localeCompare(String(other['sk'])));

  it('agrees with a model in its items, its indexes and its stream', async () => {
    await fc.assert(
      fc.asyncProperty(calls, async (sequence) => {
        tables += 1;
        const TableName = `${THINGS_TABLE}${tables}`;
        await engine.client.send(new CreateTableCommand({ ...structuredClone(THINGS), TableName }));
        const model: Model = new Map();
        for (const steps of sequence) await check(steps, model, TableName);

        const items = bySortKey([...model.values()]);
        expect(bySortKey((await engine.document.send(new ScanCommand({ TableName }))).Items)).toEqual(items);
        const index = await engine.document.send(new ScanCommand({ TableName, IndexName: 'byShelf' }));
        expect(bySortKey(index.Items)).toEqual(items.filter((item) => 'shelf' in item));

        const replayed = new Map<string | undefined, Record<string, AttributeValue>>();
        const { records } = await readOn(engine.streams, await iteratorOf(engine, undefined, TableName));
        for (const { dynamodb: { Keys, NewImage, OldImage } = {} } of records) {
          const sk = Keys?.['sk']?.S;
          expect(OldImage).toEqual(replayed.get(sk));
          expect(NewImage).not.toEqual(OldImage);
          if (NewImage) replayed.set(sk, NewImage);
          else replayed.delete(sk);
        }
        expect(Object.fromEntries(replayed)).toEqual(
          Object.fromEntries(items.map((item) => [item['sk'], marshall(item)])),
        );
      }),
      { numRuns: 60 },
    );
  });
});
