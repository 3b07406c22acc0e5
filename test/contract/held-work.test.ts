import { describe, expect, test } from 'vitest';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import type { Channel } from '../../shared/domain/channel.ts';
import type { HeldMessage, HeldRow, HeldWork } from '../../shared/ports/held-work.ts';
import { fakeHeldWork } from '../fakes/held-work.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

const message = (differs: Partial<HeldMessage> = {}): HeldMessage => ({
  channel: 'texts',
  queue: 'text-batches',
  id: 'b3a1',
  body: '{"kind":"batch","words":"é 🛳"}',
  ...differs,
});
const byId = (rows: readonly HeldMessage[]): HeldMessage[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));
/** What is held, as it came. */
const heldOf = async (work: HeldWork, channel: Channel): Promise<HeldMessage[]> =>
  (await work.held(channel, 100)).map(({ writing: _, ...one }) => one);
const rowOf = async (work: HeldWork, { channel, queue, id }: HeldMessage): Promise<HeldRow> => {
  const row = (await work.held(channel, 100)).find((one) => one.id === id && one.queue === queue);
  if (row === undefined) throw new Error(`${id} is not held`);
  return row;
};

const heldWorkContract = (open: () => Promise<HeldWork>): void => {
  test('a message is held as it came, once however often, and for its channel alone', async () => {
    const work = await open();
    expect([await heldOf(work, 'texts'), await work.count('texts', 100)]).toEqual([[], 0]);
    for (const _ of [1, 2]) await work.hold(message());
    expect([await heldOf(work, 'texts'), await work.count('texts', 100)]).toEqual([[message()], 1]);
    for (const channel of ['feeds', 'deliveries'] as const)
      expect([await heldOf(work, channel), await work.count(channel, 100)]).toEqual([[], 0]);
  });

  test('what is released is gone, and only that; released twice is fine', async () => {
    const work = await open();
    const all = [
      message(),
      message({ id: 'b3a2' }),
      message({ queue: 'urgent-texts' }),
      message({ channel: 'deliveries', queue: 'deliveries' }),
    ];
    for (const one of all) await work.hold(one);
    const row = await rowOf(work, message());
    for (const _ of [1, 2]) await work.released(row);
    const left = [...(await heldOf(work, 'texts')), ...(await heldOf(work, 'deliveries'))];
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(all.slice(1)));
  });

  test('what was held once more since it was read stays, as it came last', async () => {
    const work = await open();
    const again = message({ body: '{"kind":"batch","words":"later"}' });
    await work.hold(message());
    const read = await rowOf(work, message());
    for (const later of [message(), again]) {
      await work.hold(later);
      await work.released(read);
      expect(await heldOf(work, 'texts')).toEqual([later]);
    }
    await work.released(await rowOf(work, message()));
    expect(await heldOf(work, 'texts')).toEqual([]);
  });

  test('what is held is counted up to about a bound, and is never none where one is', async () => {
    const work = await open();
    for (let at = 0; at < 40; at += 1) await work.hold(message({ id: `m${at}` }));
    expect(await work.count('texts', 1_000)).toBe(40);
    const bounded = await work.count('texts', 8);
    expect(bounded).toBeGreaterThan(0);
    expect(bounded).toBeLessThanOrEqual(8);
    expect(await work.count('texts', 1)).toBeGreaterThan(0);
  });

  test('the urgent comes before what was held first, in each page of a shard', async () => {
    const work = await open();
    for (let at = 0; at < 40; at += 1) await work.hold(message({ id: `a${at}` }));
    // enough for each shard to have one
    for (let at = 0; at < 40; at += 1) await work.hold(message({ id: `z${at}`, queue: 'urgent-texts' }));
    const page = await work.held('texts', 8);
    expect(page.map(({ queue }) => queue)).toEqual(Array(8).fill('urgent-texts'));
  });

  test('more than a page comes out whole when each page is released before the next', async () => {
    const work = await open();
    const all = Array.from({ length: 45 }, (_, at) => message({ id: `m${100 + at}` }));
    for (const one of all) await work.hold(one);
    const found: HeldRow[] = [];
    for (let page = await work.held('texts', 8); page.length > 0; page = await work.held('texts', 8)) {
      expect(page.length).toBeLessThanOrEqual(8);
      found.push(...page);
      for (const one of page) await work.released(one);
    }
    expect(byId(found.map(({ writing: _, ...one }) => one))).toEqual(all);
  });
};

describe('held work in memory', () => heldWorkContract(async () => fakeHeldWork()));

inDynamo('held work', (tables) => {
  heldWorkContract(async () => createHeldWork(tables().client, await tables().make()));
});
