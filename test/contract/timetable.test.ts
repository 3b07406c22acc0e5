import { describe, expect, test } from 'vitest';
import { createTimetable, dueRow } from '../../shared/adapters/dynamo/timetable.ts';
import { writeAll } from '../../shared/adapters/dynamo/transaction.ts';
import type { DueWork, Timetable } from '../../shared/ports/timetable.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { inDynamo } from './dynamo/in-dynamo.ts';

interface Opened {
  readonly timetable: Timetable;
  readonly put: (work: DueWork) => Promise<void>;
}

const minute = (at: number, ms = 0): string => new Date(Date.UTC(2026, 10, 20, 12, at, 0, ms)).toISOString();
const work = (differs: Partial<DueWork> = {}): DueWork => ({
  at: minute(0),
  kind: 'retry',
  id: 'ept_1',
  queue: 'deliveries',
  body: '{"endpointId":"ept_1"}',
  ...differs,
});
const byId = (rows: readonly DueWork[]): DueWork[] => rows.toSorted((a, b) => (a.id < b.id ? -1 : 1));

const timetableContract = (open: () => Promise<Opened>): void => {
  test('work is due from its very instant on', async () => {
    const { timetable, put } = await open();
    await put(work({ at: minute(5) }));
    expect(await timetable.due(minute(4, 999), 100)).toEqual([]);
    expect(await timetable.due(minute(5), 100)).toEqual([work({ at: minute(5) })]);
    expect(await timetable.due(minute(90), 100)).toEqual([work({ at: minute(5) })]);
  });

  test('what is done is gone, and only that; done twice is fine', async () => {
    const { timetable, put } = await open();
    const all = [work(), work({ kind: 'probe' }), work({ id: 'ept_2' }), work({ at: minute(1) })];
    for (const one of all) await put(one);
    for (const _ of [1, 2]) await timetable.done(work());
    const left = await timetable.due(minute(1), 100);
    expect(left).toHaveLength(3);
    expect(left).toEqual(expect.arrayContaining(all.slice(1)));
  });

  test('the same work at the same time is one row, with what was put last', async () => {
    const { timetable, put } = await open();
    await put(work());
    await put(work({ body: '{"again":true}', queue: 'feeds' }));
    expect(await timetable.due(minute(0), 100)).toEqual([work({ body: '{"again":true}', queue: 'feeds' })]);
  });

  test('more work than a page comes out whole when each page is done before the next', async () => {
    const { timetable, put } = await open();
    const all = Array.from({ length: 45 }, (_, at) => work({ at: minute(at % 7), id: `ept_${100 + at}` }));
    for (const one of all) await put(one);
    await put(work({ at: minute(30), id: 'not-yet' }));
    const found: DueWork[] = [];
    for (let page = await timetable.due(minute(10), 8); page.length > 0; page = await timetable.due(minute(10), 8)) {
      expect(page.length).toBeLessThanOrEqual(8);
      found.push(...page);
      for (const one of page) await timetable.done(one);
    }
    expect(byId(found)).toEqual(all);
  });
};

describe('the Timetable in memory', () =>
  timetableContract(async () => {
    const timetable = fakeTimetable();
    return { timetable, put: async (one) => timetable.put(one) };
  }));

inDynamo('the Timetable', (tables) => {
  timetableContract(async () => {
    const name = await tables().make();
    return {
      timetable: createTimetable(tables().client, name),
      put: (one) => writeAll(tables().client, dueRow(name, one)),
    };
  });
});
