import { describe, expect, test } from 'vitest';
import { publishMessageSchema, type ScheduledRuling } from '../../shared/domain/scheduled-ruling.ts';
import { publishRuling } from '../../shared/use-cases/publish-ruling.ts';
import { publishScheduled, publishWork } from '../../shared/use-cases/publish-scheduled.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { Death, mortal } from '../fakes/mortal.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { fakeScheduledRulings, sharedRows } from '../fakes/scheduled-rulings.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { editor, newsroomDeps } from '../samples/newsroom-deps.ts';
import { draft } from '../samples/ruling-draft.ts';
import { scheduledFor } from '../samples/scheduled.ts';

const one = '2026-11-20T13:00:00.000Z';

/** A ruling that was scheduled at noon for one o'clock, and a clock that shows `time`. */
const open = async (time = one, scheduled: ScheduledRuling = scheduledFor(one)) => {
  const [rows, timetable, clock, log] = [sharedRows(), fakeTimetable(), sleeplessClock(time), recordingLog()];
  const rulings = fakeRulingStore(rows);
  const scheduledRulings = fakeScheduledRulings(rows, timetable);
  const deps = newsroomDeps({ clock, log, rulings, scheduledRulings });
  await scheduledRulings.schedule(scheduled, publishWork(scheduled), undefined);
  /** What the sweep puts on the queue, and takes away. */
  const swept = async () => {
    const due = await timetable.due('2026-11-20T13:00:00.000Z', 100);
    for (const work of due) await timetable.done(work);
    return due.map(({ body }) => publishMessageSchema.parse(JSON.parse(body)));
  };
  const message = { scheduledId: scheduled.id, early: 0 };
  const tell = (process = mortal(), told = message) =>
    publishScheduled({
      ...deps,
      rulings: process.watch(rulings),
      scheduledRulings: process.watch(scheduledRulings),
    })(told);
  return { ...deps, clock, log, scheduled, timetable, swept, tell };
};

test('it is published in the name of whoever scheduled it, as of then, and is scheduled no more', async () => {
  const { tell, rulings, scheduledRulings, scheduled } = await open();
  await tell();
  const event = await rulings.event(1);
  expect(event).toMatchObject({ type: 'ruling.published', actor: editor, texts: 'immediate' });
  expect(event && (await rulings.revision(event.rulingId, 1))).toMatchObject({
    content: { slug: scheduled.draft.slug, publishedAt: one },
  });
  expect(await scheduledRulings.find(scheduled.id)).toBeUndefined();
});

test('a message that comes twice, also at once, publishes once and reports nothing', async () => {
  const { tell, rulings, log } = await open();
  await Promise.all([tell(), tell()]);
  await tell();
  expect(await rulings.lastSequence()).toBe(1);
  expect(log.count('SCHEDULED_NOT_PUBLISHED')).toBe(0);
});

test('whoever dies at any line publishes it once when the message comes again', async () => {
  const all = mortal();
  await (await open()).tell(all);
  expect(all.calls()).toBeGreaterThanOrEqual(3);
  for (let at = 1; at <= all.calls(); at += 1) {
    const { tell, rulings, scheduledRulings, scheduled, log } = await open();
    await expect(tell(mortal(at))).rejects.toBeInstanceOf(Death);
    await tell();
    expect(await rulings.lastSequence(), `call ${at}`).toBe(1);
    expect(await scheduledRulings.find(scheduled.id)).toBeUndefined();
    expect(log.count('SCHEDULED_NOT_PUBLISHED')).toBe(0);
  }
});

test('what was called off is not published, before its message and while it is worked on', async () => {
  const before = await open();
  await before.scheduledRulings.callOff(before.scheduled.id);
  await before.tell();
  expect(await before.rulings.lastSequence()).toBe(0);

  const amidst = await open();
  const { scheduledRulings, scheduled, rulings, log } = amidst;
  const process = publishScheduled({
    ...amidst,
    rulings: {
      ...rulings,
      commit: async (commit, sequence) => {
        await scheduledRulings.callOff(scheduled.id);
        return rulings.commit(commit, sequence);
      },
    },
  });
  await process({ scheduledId: scheduled.id, early: 0 });
  expect([await rulings.lastSequence(), log.count('SCHEDULED_NOT_PUBLISHED')]).toEqual([0, 0]);
});

test('a message before its time goes back into the Timetable, whatever the sweep takes away meanwhile', async () => {
  const { tell, rulings, timetable, swept, scheduled, clock } = await open('2026-11-20T12:59:59.999Z');
  const [work] = await timetable.due(one, 1);
  await tell();
  if (work) await timetable.done(work);
  const again = await swept();
  expect(again).toEqual([{ scheduledId: scheduled.id, early: 1 }]);
  expect(await rulings.lastSequence()).toBe(0);
  clock.advance(1);
  for (const message of again) await tell(mortal(), message);
  expect(await rulings.lastSequence()).toBe(1);
});

test('whoever dies putting it back does so when the message comes again', async () => {
  const all = mortal();
  const early = '2026-11-20T12:00:00.000Z';
  await (await open(early)).tell(all);
  for (let at = 1; at <= all.calls(); at += 1) {
    const { tell, swept, scheduled } = await open(early);
    await swept();
    await expect(tell(mortal(at))).rejects.toBeInstanceOf(Death);
    await tell();
    expect(await swept()).toEqual([{ scheduledId: scheduled.id, early: 1 }]);
  }
});

const nothing = 'rul_01JD4Z00000000000000000009';
test.each([
  ['slug-taken', {}],
  ['external-id-taken', { slug: 'another', externalId: 'cms-1' }],
  ['nothing-to-translate', { slug: 'another', translationOf: nothing }],
  ['too-large', { slug: 'another', bodyHtml: 'x'.repeat(310_000) }],
])('%s by the time it is due: it stays with the reason, is logged, and is not tried again', async (reason, differs) => {
  const all = mortal();
  const begin = async () => {
    const opened = await open(one, scheduledFor(one, differs));
    await publishRuling(opened)(draft({ externalId: 'cms-1' }), editor);
    return opened;
  };
  await (await begin()).tell(all);
  for (let at = 1; at <= all.calls() + 1; at += 1) {
    const { tell, rulings, scheduledRulings, scheduled, log, clock } = await begin();
    const died = await tell(mortal(at)).then(
      () => false,
      (error: unknown) => error instanceof Death,
    );
    expect(died).toBe(at <= all.calls());
    await tell();
    const failure = { reason, at: new Date(clock.now()).toISOString() };
    expect(await scheduledRulings.find(scheduled.id)).toEqual({ ...scheduled, failure });
    // told at least once, also by who died before it was written down
    const lines = log.lines.filter(({ code }) => code === 'SCHEDULED_NOT_PUBLISHED');
    expect(lines.length).toBeGreaterThan(0);
    expect(lines[0]).toMatchObject({ level: 'error', fields: { scheduledId: scheduled.id, reason } });
    const before = log.lines.length;
    await tell();
    expect([await rulings.lastSequence(), log.lines.length]).toEqual([1, before]);
  }
});

test('a rating that is on no scale any more is a failure too', async () => {
  const scheduled = scheduledFor(one);
  const opened = await open(one, { ...scheduled, draft: { ...scheduled.draft, rating: 'half-baked' } });
  await opened.tell();
  expect(await opened.scheduledRulings.find(scheduled.id)).toMatchObject({ failure: { reason: 'invalid' } });
});

describe('too many writers are no failure', () => {
  const busyAt = async (time: string) => {
    const opened = await open(time);
    const rulings = { ...opened.rulings, commit: async () => ({ kind: 'sequence-taken' }) as const };
    const message = { scheduledId: opened.scheduled.id, early: 3 };
    return { ...opened, message, tellBusy: () => publishScheduled({ ...opened, rulings })(message) };
  };

  test('it is put back for a minute later, whatever the sweep takes away meanwhile, and then published', async () => {
    const { rulings, scheduledRulings, scheduled, timetable, clock, log, message, tell, tellBusy } = await busyAt(one);
    const [work] = await timetable.due(one, 1);
    await tellBusy();
    if (work) await timetable.done(work);
    expect(timetable.rows()).toEqual([
      { ...publishWork(scheduled, 3), at: new Date(clock.now() + 60_000).toISOString() },
    ]);
    expect(await scheduledRulings.find(scheduled.id)).toEqual(scheduled);
    expect(log.count('SCHEDULED_NOT_PUBLISHED')).toBe(0);
    clock.advance(60_000);
    await tell(mortal(), message);
    expect(await rulings.lastSequence()).toBe(1);
  });

  test('a quarter of an hour after its time it is thrown, so that an alarm hears of it', async () => {
    const { scheduledRulings, scheduled, timetable, tellBusy } = await busyAt('2026-11-20T13:15:00.000Z');
    const before = timetable.rows();
    await expect(tellBusy()).rejects.toThrow('busy');
    expect(timetable.rows()).toEqual(before);
    expect(await scheduledRulings.find(scheduled.id)).toEqual(scheduled);
  });
});

test('whoever dies with the failure written down has told of it', async () => {
  const opened = await open(one, scheduledFor(one, { translationOf: nothing }));
  const { scheduledRulings, scheduled, log } = opened;
  const process = publishScheduled({
    ...opened,
    scheduledRulings: {
      ...scheduledRulings,
      fail: async (...failed) => {
        await scheduledRulings.fail(...failed);
        throw new Death();
      },
    },
  });
  await expect(process({ scheduledId: scheduled.id, early: 0 })).rejects.toBeInstanceOf(Death);
  await opened.tell();
  expect(log.count('SCHEDULED_NOT_PUBLISHED')).toBe(1);
});
