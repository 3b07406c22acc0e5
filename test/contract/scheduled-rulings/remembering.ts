import { expect, test } from 'vitest';
import { toScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { publishWork } from '../../../shared/use-cases/publish-scheduled.ts';
import { publishing } from '../../samples/commit.ts';
import { scheduledFor } from '../../samples/scheduled.ts';
import { nextDay, noon, type OpenScheduledRulings, one } from './under-test.ts';

const remember = { key: 'a#1', requestHash: 'hash', expiresAt: nextDay };

/** A key is answered once, by scheduling or by publishing. */
export const remembering = (open: OpenScheduledRulings): void => {
  test('a key that was answered by scheduling keeps that answer, and nothing else is written', async () => {
    const { scheduledRulings, rulings, timetable } = await open();
    const [first, second] = [scheduledFor(one), scheduledFor(one)];
    await scheduledRulings.schedule(first, publishWork(first), remember);
    const answer = { requestHash: 'hash', scheduled: toScheduledEntry(first) };
    expect(await rulings.answerTo('a#1', noon)).toEqual(answer);
    const again = { ...remember, requestHash: 'other' };
    expect(await scheduledRulings.schedule(second, publishWork(second), again)).toEqual({ kind: 'answered', answer });
    const commit = publishing(noon, {}, again);
    expect(await rulings.commit(commit, 1)).toEqual({ kind: 'answered', answer });
    expect(await scheduledRulings.find(second.id)).toBeUndefined();
    expect((await scheduledRulings.list(100, undefined)).items).toHaveLength(1);
    expect(await timetable.due(one, 100)).toEqual([publishWork(first)]);
    expect(await rulings.lastSequence()).toBe(0);
  });

  test('a key that was answered by publishing keeps that answer', async () => {
    const { scheduledRulings, rulings } = await open();
    const commit = publishing(noon, {}, remember);
    await rulings.commit(commit, 1);
    const scheduled = scheduledFor(one);
    const answer = { requestHash: 'hash', rulingId: commit.revision.rulingId, revision: 1, sequence: 1 };
    expect(await scheduledRulings.schedule(scheduled, publishWork(scheduled), remember)).toEqual({
      ...{ kind: 'answered', answer },
    });
    expect(await scheduledRulings.find(scheduled.id)).toBeUndefined();
  });

  test('a key that has run out is free again', async () => {
    const { scheduledRulings, rulings } = await open();
    const [first, second] = [scheduledFor(one), { ...scheduledFor(nextDay), createdAt: nextDay }];
    await scheduledRulings.schedule(first, publishWork(first), remember);
    expect(await rulings.answerTo('a#1', nextDay)).toBeUndefined();
    const later = { ...remember, expiresAt: '2026-11-22T12:00:00.000Z' };
    expect(await scheduledRulings.schedule(second, publishWork(second), later)).toEqual({ kind: 'scheduled' });
    expect(await rulings.answerTo('a#1', nextDay)).toMatchObject({ scheduled: { id: second.id } });
  });
};
