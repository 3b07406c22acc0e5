import { describe, expect, it } from 'vitest';
import { jointWindow } from '../../shared/domain/joint-window.ts';
import { quietHours } from '../../shared/domain/quiet-hours.ts';
import { newsroom } from '../samples/revision.ts';

const windowAt = quietHours(newsroom.texts);
const of = (one: string, other: string, at: string) => {
  const { open, until } = jointWindow(windowAt, one, other, Date.parse(at));
  return [open, until === null ? null : new Date(until).toISOString()];
};

// nine to twenty: in New York from 14:00 to 01:00 UTC in winter, in Honolulu from 19:00 to 06:00
describe('the window of two cohorts', () => {
  it.each([
    ['is open until the first of both evenings', '2026-11-20T20:00:00.000Z', true, '2026-11-21T01:00:00.000Z'],
    ['opens with the later one', '2026-11-20T15:00:00.000Z', false, '2026-11-20T19:00:00.000Z'],
    ['opens with the later one from a night in both', '2026-11-20T10:00:00.000Z', false, '2026-11-20T19:00:00.000Z'],
    ['opens on the next day once one is over', '2026-11-21T02:00:00.000Z', false, '2026-11-21T19:00:00.000Z'],
  ])('%s', (_, at, open, until) => {
    expect(of('America/New_York', 'Pacific/Honolulu', at)).toEqual([open, until]);
    expect(of('Pacific/Honolulu', 'America/New_York', at)).toEqual([open, until]);
  });

  it('keeps the hour of each on its own clocks alone', () => {
    // not before fourteen in New York, which is nine in Honolulu; on the clocks of both it would be nineteen in New York
    expect(of('America/New_York@14', 'Pacific/Honolulu', '2026-11-20T10:00:00.000Z')).toEqual([
      false,
      '2026-11-20T19:00:00.000Z',
    ]);
  });

  it('is never open where they have nothing in common, or one of them never opens', () => {
    expect(of('America/New_York', 'America/Chicago@19', '2026-11-20T17:00:00.000Z')).toEqual([false, null]);
    expect(of('America/New_York@23', 'America/New_York', '2026-11-20T17:00:00.000Z')).toEqual([false, null]);
    expect(of('America/New_York', 'America/New_York@23', '2026-11-20T03:00:00.000Z')).toEqual([false, null]);
  });

  it('of a cohort and itself is its own', () => {
    for (const at of ['2026-11-20T10:00:00.000Z', '2026-11-20T20:00:00.000Z'])
      expect(jointWindow(windowAt, 'America/Denver', 'America/Denver', Date.parse(at))).toEqual(
        windowAt('America/Denver', Date.parse(at)),
      );
  });
});
