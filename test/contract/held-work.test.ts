import { describe, expect, test } from 'vitest';
import { createHeldWork } from '../../shared/adapters/dynamo/held-work.ts';
import type { HeldMessage, HeldWork } from '../../shared/ports/held-work.ts';
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

const heldWorkContract = (open: () => Promise<HeldWork>): void => {
  test('a message is held as it came, once however often, and for its channel alone', async () => {
    const work = await open();
    expect(await work.held('texts', 100)).toEqual([]);
    for (const _ of [1, 2]) await work.hold(message());
    expect(await work.held('texts', 100)).toEqual([message()]);
    for (const channel of ['feeds', 'deliveries'] as const) expect(await work.held(channel, 100)).toEqual([]);
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
    for (const _ of [1, 2]) await work.released(message());
    const left = [...(await work.held('texts', 100)), ...(await work.held('deliveries', 100))];
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(all.slice(1)));
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
    const found: HeldMessage[] = [];
    for (let page = await work.held('texts', 8); page.length > 0; page = await work.held('texts', 8)) {
      expect(page.length).toBeLessThanOrEqual(8);
      found.push(...page);
      for (const one of page) await work.released(one);
    }
    expect(byId(found)).toEqual(all);
  });
};

describe('held work in memory', () => heldWorkContract(async () => fakeHeldWork()));

inDynamo('held work', (tables) => {
  heldWorkContract(async () => createHeldWork(tables().client, await tables().make()));
});
