import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CreateTableCommand } from '@aws-sdk/client-dynamodb';
import type { _Record as StreamRecord } from '@aws-sdk/client-dynamodb-streams';
import { paginateScan } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openEmbedded } from '../contract/dynamo/embedded.ts';
import { iteratorOf, readOn } from '../contract/dynamo/streams.ts';
import { TABLE, THINGS } from '../contract/dynamo/under-test.ts';
import { COUNTER, ITEMS } from './dynamo-crash/transaction.ts';

const KILLS = 10;

type Engine = Awaited<ReturnType<typeof openEmbedded>>;
type Item = Record<string, unknown>;

/** Starts the hammer, kills it within some tens of commits, and gives the transactions that it knew to be committed. */
async function hammerAndKill(path: string): Promise<string[]> {
  const child = fork(new URL('./dynamo-crash/hammer.ts', import.meta.url), [path]);
  const commits: string[] = [];
  const last = 5 + Math.floor(Math.random() * 60);
  child.on('message', (id) => {
    commits.push(String(id));
    // At once or some milliseconds on, so that the kill falls into every part of a commit.
    if (commits.length === last) setTimeout(() => child.kill('SIGKILL'), Math.random() * 5);
  });
  const [code, signal] = await once(child, 'exit');
  expect({ code, signal }).toEqual({ code: null, signal: 'SIGKILL' });
  return commits;
}

async function scan({ document }: Engine, IndexName?: string): Promise<Item[]> {
  const items: Item[] = [];
  for await (const { Items = [] } of paginateScan({ client: document }, { TableName: TABLE, IndexName })) {
    items.push(...Items);
  }
  return items;
}

const place = ({ pk, sk }: Item): string => `${pk}/${sk}`;
const insertedPlace = ({ dynamodb }: StreamRecord): string =>
  `${dynamodb?.Keys?.['pk']?.S}/${dynamodb?.Keys?.['sk']?.S}`;

describe('an engine killed in the middle of transactions', () => {
  let path: string;
  beforeAll(async () => {
    path = await mkdtemp(join(tmpdir(), 'dynamo-crash-'));
    const engine = await openEmbedded({ path });
    await engine.client.send(new CreateTableCommand(structuredClone(THINGS)));
    await engine.close();
  });
  afterAll(() => rm(path, { recursive: true }));

  it(`has whole transactions only, ${KILLS} times over`, async () => {
    const acknowledged: string[] = [];
    for (let kill = 0; kill < KILLS; kill += 1) {
      acknowledged.push(...(await hammerAndKill(path)));
      const engine = await openEmbedded({ path });
      const all = await scan(engine);
      const items = all.filter(({ pk }) => pk !== COUNTER.pk);
      const transactions = Map.groupBy(items, ({ pk }) => String(pk));

      const sizes = new Set([...transactions.values()].map((of) => of.length));
      expect(sizes).toEqual(new Set([ITEMS]));
      expect(all.find(({ pk }) => pk === COUNTER.pk)).toMatchObject({ n: transactions.size });
      expect(acknowledged.filter((id) => !transactions.has(id))).toEqual([]);

      const index = await scan(engine, 'keysByShelf');
      const shelved = (rows: Item[]): string[] => rows.map((row) => `${row['shelf']}: ${place(row)}`).toSorted();
      expect(shelved(index)).toEqual(shelved(items));

      const { records } = await readOn(engine.streams, await iteratorOf(engine));
      const inserts = records.filter((record) => record.eventName === 'INSERT').map(insertedPlace);
      expect(inserts.toSorted()).toEqual(all.map(place).toSorted());
      const counts = records.filter((record) => insertedPlace(record) === place(COUNTER));
      expect(counts.map(({ dynamodb }) => dynamodb?.NewImage?.['n']?.N)).toEqual(
        Array.from({ length: transactions.size }, (_, at) => String(at + 1)),
      );
      await engine.close();
    }
    expect(acknowledged.length).toBeGreaterThan(KILLS);
  });
});
