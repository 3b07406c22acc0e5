import { expect, test } from 'vitest';
import { motionOf, paceOf, quietAfterMs } from '../../web/desk/distribution/pace.ts';
import { possibleControls } from '../../web/desk/distribution/possible-controls.ts';
import { peopleOf } from '../../web/desk/distribution/words.ts';
import { distributionOf, doneTexts, published, rested, texts } from '../e2e/pages/desk/distributions.ts';

const withTexts = (of: Partial<typeof texts>) =>
  motionOf(distributionOf({ ...rested, texts: { ...doneTexts, ...of } }));

test('everybody of an audience is in one part', () => {
  expect(peopleOf(texts).reduce((sum, { count }) => sum + count, 0)).toBe(texts.audience);
});

test('what changes by the second is followed by the second, what waits more seldom, and what rests no more', () => {
  expect(motionOf(distributionOf(rested))).toBe('rests');
  expect(motionOf(distributionOf({ ...rested, feeds: [] }))).toBe('moves');
  expect(withTexts({ status: 'planning' })).toBe('moves');
  expect(withTexts({ status: 'sending', pending: 1 })).toBe('moves');
  expect(withTexts({ status: 'sending', deferred: 1 })).toBe('waits');
  expect(withTexts({ status: 'sending' }), 'nobody waits').toBe('rests');
  expect(withTexts({ status: 'sending', audience: 0 }), 'its people are not known yet').toBe('waits');
  expect(withTexts({ status: 'paused', pending: 1 })).toBe('waits');
  expect(withTexts({ accepted: 1 })).toBe('waits');
  expect(withTexts({ unknown: 1 })).toBe('waits');
  expect(withTexts({ lost: 1 })).toBe('rests');
  const { deliveries } = rested;
  expect(motionOf(distributionOf({ ...rested, deliveries: { ...deliveries, pending: 1 } }))).toBe('moves');
  expect(motionOf(distributionOf({ ...rested, deliveries: { ...deliveries, waiting: 1 } }))).toBe('waits');
  expect(motionOf(distributionOf(rested, { ...published, feeds: [] })), 'an earlier event moves too').toBe('moves');
  expect(motionOf({ ...distributionOf(rested), pausedChannels: ['texts'] }), 'an operator resumes it').toBe('waits');
  const steps = [0, ...quietAfterMs.keys().map((step) => step + 1)];
  for (const step of steps) expect(paceOf('moves', step) ?? 0).toBeGreaterThanOrEqual(1000);
  for (const step of steps) expect(paceOf('waits', step) ?? 0).toBeGreaterThanOrEqual(paceOf('moves', step) ?? 0);
  expect(steps.map((step) => paceOf('rests', step))).toEqual([1000, undefined, undefined, undefined]);
  expect(steps.map((step) => paceOf('rests', step, 20_000))).toEqual([1000, 20_000, 20_000, 20_000]);
});

test('only what can be done to a send is offered', () => {
  const of = (differs: Partial<typeof texts>) => possibleControls({ ...doneTexts, ...differs });
  expect(of({})).toEqual([]);
  expect(of({ lost: 1 })).toEqual(['resend']);
  expect(of({ status: 'sending', pending: 1 })).toEqual(['pause', 'cancel']);
  expect(of({ status: 'sending', lost: 1 }), 'nobody waits').toEqual(['resend']);
  expect(of({ status: 'paused', lost: 1 })).toEqual(['resume', 'cancel']);
  expect(of({ status: 'cancelled', lost: 1 })).toEqual([]);
  expect(of({ status: 'stopped' })).toEqual([]);
  expect(of({ status: 'awaiting-approval', approval: 'second-person' })).toEqual(['approve', 'pause', 'cancel']);
  const approvedBy = { kind: 'person', id: 'platform', name: 'Kim Lee' } as const;
  expect(of({ status: 'sending', deferred: 1, approval: 'second-person', approvedBy })).toEqual(['pause', 'cancel']);
});
