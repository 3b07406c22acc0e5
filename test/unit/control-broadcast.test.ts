import { describe, expect, it } from 'vitest';
import type { Actor } from '../../shared/domain/actor.ts';
import type { EventBroadcast } from '../../shared/domain/broadcast.ts';
import type { TextPlan } from '../../shared/domain/text-messages.ts';
import { controlBroadcast } from '../../shared/use-cases/control-broadcast.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { manualClock } from '../fakes/clock.ts';
import { recordingLog } from '../fakes/log.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { broadcast, noon } from '../samples/texting.ts';

const author: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000001', name: 'Sam' };
const other: Actor = { kind: 'person', id: 'key_01JD4Z00000000000000000002', name: 'Kim' };

const desk = async (differs: Partial<EventBroadcast>) => {
  const timetable = fakeTimetable();
  const broadcasts = fakeBroadcastStore(timetable);
  const plans = fakeQueue<TextPlan>();
  const made = broadcast({ actor: author, ...differs });
  await broadcasts.freeze(made, undefined);
  const control = controlBroadcast({ broadcasts, plans, clock: manualClock(noon), log: recordingLog() });
  return {
    broadcasts,
    plans,
    timetable,
    control: (what: Parameters<typeof control>[1], actor = other) => control(made.id, what, actor),
    now: async () => (await broadcasts.find(made.id))?.status,
  };
};
const owed = { approval: 'second-person', plannedAt: noon } as const;

describe('approval', () => {
  it('is another person’s than the author’s', async () => {
    const { control, now, broadcasts, plans } = await desk({ ...owed, status: 'awaiting-approval' });
    expect(await control('approve', author)).toEqual({ ok: false, error: { kind: 'own-work' } });
    expect(await now()).toBe('awaiting-approval');
    expect(await control('approve')).toMatchObject({ ok: true, value: { status: 'sending' } });
    expect(broadcasts.all()[0]?.approvedBy).toEqual(other);
    expect(plans.messages()).toEqual([{ kind: 'recheck', broadcastId: 'brd_01JD4Z00000000000000000001' }]);
  });

  it('may come before the plan is finished, and while the broadcast is held', async () => {
    for (const status of ['planning', 'paused'] as const) {
      const { control, now } = await desk({ ...owed, plannedAt: null, status });
      expect(await control('approve')).toMatchObject({ ok: true });
      expect(await now()).toBe(status);
    }
  });

  it('is said once, and not of what needs none', async () => {
    const { control } = await desk({ ...owed, status: 'awaiting-approval' });
    await control('approve');
    expect(await control('approve')).toMatchObject({ ok: true });
    expect(await control('approve', { ...other, id: 'key_01JD4Z00000000000000000003' })).toMatchObject({ ok: false });
    const free = await desk({ status: 'sending' });
    expect(await free.control('approve')).toEqual({ ok: false, error: { kind: 'not-now', status: 'sending' } });
  });
});

describe('a hold', () => {
  it.each(['planning', 'awaiting-approval', 'sending'] as const)(
    'stops a broadcast that is %s, and goes back there',
    async (status) => {
      const plannedAt = status === 'planning' ? null : noon;
      const approval = status === 'awaiting-approval' ? 'second-person' : 'none';
      const { control, now, broadcasts } = await desk({ status, plannedAt, approval });
      expect(await control('pause')).toMatchObject({ ok: true, value: { status: 'paused', pausedBecause: 'person' } });
      expect(await control('pause')).toMatchObject({ ok: true });
      expect(await control('resume')).toMatchObject({ ok: true, value: { status, pausedBecause: null } });
      expect(await now()).toBe(status);
      expect(broadcasts.all()[0]?.pausedBecause).toBeNull();
    },
  );

  it('forgets the errors that tripped the breaker once somebody goes on', async () => {
    const { control, broadcasts } = await desk({
      status: 'paused',
      pausedBecause: 'carriers',
      ownErrors: 12,
      plannedAt: noon,
    });
    await control('resume');
    expect(broadcasts.all()[0]).toMatchObject({ status: 'sending', ownErrors: 0 });
  });

  it('is nothing for a broadcast that is over', async () => {
    for (const status of ['done', 'cancelled', 'stopped'] as const) {
      const { control } = await desk({ status });
      for (const what of ['pause', 'resume', 'approve'] as const)
        expect(await control(what)).toEqual({ ok: false, error: { kind: 'not-now', status } });
    }
  });
});

describe('calling off', () => {
  it('ends a broadcast wherever it stands, with a look over it due by the same transaction', async () => {
    for (const status of ['planning', 'awaiting-approval', 'sending', 'paused'] as const) {
      const { control, now, timetable, plans } = await desk({ status });
      expect(await control('cancel')).toMatchObject({ ok: true });
      expect(await now()).toBe('cancelled');
      expect(await timetable.due(noon, 10)).toMatchObject([{ queue: 'text-plans', at: noon }]);
      expect(plans.messages()).toHaveLength(1);
      expect(await control('cancel')).toMatchObject({ ok: true });
    }
    const { control } = await desk({ status: 'done' });
    expect(await control('cancel')).toMatchObject({ ok: false });
  });
});

it('texts that are lost are sent again by a plan, of a broadcast that has sent', async () => {
  const { control, plans, now } = await desk({ status: 'done', plannedAt: noon });
  expect(await control('resend')).toMatchObject({ ok: true });
  expect(await now()).toBe('done');
  expect(plans.messages()).toEqual([{ kind: 'resend', broadcastId: 'brd_01JD4Z00000000000000000001', actor: other }]);
  expect(await (await desk({ status: 'cancelled' })).control('resend')).toMatchObject({ ok: false });
});

it('of no broadcast there is nothing to hold', async () => {
  const timetable = fakeTimetable();
  const deps = {
    broadcasts: fakeBroadcastStore(timetable),
    plans: fakeQueue<TextPlan>(),
    clock: manualClock(noon),
    log: recordingLog(),
  };
  expect(await controlBroadcast(deps)('brd_01JD4Z00000000000000000009', 'pause', other)).toEqual({
    ok: false,
    error: { kind: 'not-found' },
  });
});
