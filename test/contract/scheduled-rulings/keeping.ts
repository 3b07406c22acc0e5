import { expect, test } from 'vitest';
import { toScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { publishWork } from '../../../shared/use-cases/publish-scheduled.ts';
import { scheduledFor } from '../../samples/scheduled.ts';
import { allPages } from '../ruling-store/under-test.ts';
import { noon, type OpenScheduledRulings, one } from './under-test.ts';

/** What is scheduled is found, listed and due, and says why it failed. */
export const keeping = (open: OpenScheduledRulings): void => {
  test('what is scheduled is found whole, listed in short, and due at its time', async () => {
    const { scheduledRulings, timetable } = await open();
    const bodyHtml = `<p>${'x'.repeat(290_000)}</p>`;
    const scheduled = scheduledFor(one, { bodyHtml, scale: 'truth-o-meter', externalId: 'cms-1' });
    expect(await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined)).toEqual({
      kind: 'scheduled',
    });
    expect(await scheduledRulings.find(scheduled.id)).toEqual(scheduled);
    const list = { items: [toScheduledEntry(scheduled)], nextCursor: null };
    expect(await scheduledRulings.list(100, undefined)).toEqual(list);
    expect(list.items[0]).not.toHaveProperty('draft');
    expect(await timetable.due('2026-11-20T12:59:59.999Z', 100)).toEqual([]);
    expect(await timetable.due(one, 100)).toEqual([publishWork(scheduled)]);
  });

  test('a list is the soonest first, whenever it was scheduled, on pages of any size', async () => {
    const { scheduledRulings } = await open();
    const minutes = [30, 5, 59, 5, 0, 41, 12];
    const all = minutes.map((minute) => scheduledFor(`2026-11-20T13:${String(minute).padStart(2, '0')}:00.000Z`));
    for (const scheduled of all) await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
    const placeOf = ({ publishAt, id }: { publishAt: string; id: string }): string => `${publishAt}#${id}`;
    const wanted = all.map(toScheduledEntry).sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1));
    for (const limit of [1, 3, 100]) {
      const { items, sizes } = await allPages((cursor) => scheduledRulings.list(limit, cursor));
      expect(items).toEqual(wanted);
      expect(Math.max(...sizes)).toBe(Math.min(limit, all.length));
    }
  });

  test('a failure is written down with what failed, and with nothing that is gone', async () => {
    const { scheduledRulings } = await open();
    const [failed, gone] = [scheduledFor(one), scheduledFor(one)];
    for (const each of [failed, gone]) await scheduledRulings.schedule(each, publishWork(each), undefined);
    await scheduledRulings.callOff(gone.id);
    const failure = { reason: 'slug-taken', at: noon } as const;
    expect(await scheduledRulings.fail(failed, failure)).toBe(true);
    expect(await scheduledRulings.fail(gone, failure)).toBe(false);
    expect(await scheduledRulings.find(failed.id)).toEqual({ ...failed, failure });
    expect(await scheduledRulings.find(gone.id)).toBeUndefined();
    const { items } = await scheduledRulings.list(100, undefined);
    expect(items).toEqual([{ ...toScheduledEntry(failed), failure }]);
  });

  test('what came too soon is put back beside the row that is being taken away', async () => {
    const { scheduledRulings, timetable } = await open();
    const scheduled = scheduledFor(one);
    await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
    await scheduledRulings.remind(publishWork(scheduled, 1));
    await timetable.done(publishWork(scheduled));
    expect(await timetable.due(one, 100)).toEqual([publishWork(scheduled, 1)]);
  });
};
