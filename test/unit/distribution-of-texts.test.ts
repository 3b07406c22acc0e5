import { expect, test } from 'vitest';
import { noCounts } from '../../shared/domain/text-counts.ts';
import type { TextState } from '../../shared/domain/text-ledger.ts';
import { distributionOfTexts } from '../../shared/use-cases/distribution-of-texts.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { newsroom } from '../samples/revision.ts';
import { broadcast } from '../samples/texting.ts';

const shown = async (...shards: Partial<Record<TextState, number>>[]) => {
  const broadcasts = fakeBroadcastStore(fakeTimetable());
  const { id } = broadcast();
  await broadcasts.freeze(broadcast(), undefined);
  for (const [at, states] of shards.entries())
    await broadcasts.markPlanned(
      id,
      `America/New_York#${at}`,
      { ...noCounts(), states: { ...noCounts().states, ...states } },
      undefined,
    );
  return distributionOfTexts({ broadcasts, newsroom })(id);
};

test('people whom a callback moved before their batch was through are taken from those who wait', async () => {
  expect(await shown({ pending: 60, posting: -11, undelivered: 11 })).toMatchObject({
    ...{ audience: 60, pending: 49, posting: 0, undelivered: 11 },
  });
  expect(
    await shown({ deferred: 5, posting: -2, delivered: 2 }, { pending: 1, accepted: -1, delivered: 1 }),
  ).toMatchObject({
    ...{ audience: 6, pending: 0, deferred: 3, posting: 0, accepted: 0, delivered: 3 },
  });
});

test('what adds up is shown as it is', async () => {
  expect(await shown({ pending: 3, posting: 1 }, { delivered: 2, skipped: 1 })).toMatchObject({
    ...{ audience: 7, pending: 3, posting: 1, delivered: 2, skipped: 1 },
  });
});
