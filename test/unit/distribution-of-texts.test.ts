import { expect, test } from 'vitest';
import { countOf, noCounts, plus } from '../../shared/domain/text-counts.ts';
import type { TextState } from '../../shared/domain/text-ledger.ts';
import { distributionOfTexts } from '../../shared/use-cases/distribution-of-texts.ts';
import { fakeBroadcastStore } from '../fakes/broadcast-store.ts';
import { fakeTimetable } from '../fakes/timetable.ts';
import { newsroom } from '../samples/revision.ts';
import { broadcast, ledgerRow } from '../samples/texting.ts';

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

test('who failed is shown by code, and who was skipped by reason, most people first, over all shards', async () => {
  const rows = [
    ...[30_007, 30_003, 21_999, 30_003].map((code) => ledgerRow({ state: 'undelivered', code })),
    ...[21_610, 30_003, null].map((code) => ledgerRow({ state: 'refused', code })),
    ledgerRow({ state: 'delivered', code: 30_008 }),
    ...(['left', 'daily-cap', 'left', null] as const).map((reason) => ledgerRow({ state: 'skipped', reason })),
  ];
  const broadcasts = fakeBroadcastStore(fakeTimetable());
  const { id } = broadcast();
  await broadcasts.freeze(broadcast(), undefined);
  for (const [at, some] of [rows.slice(0, 6), rows.slice(6)].entries())
    await broadcasts.markPlanned(id, `America/New_York#${at}`, some.map(countOf).reduce(plus), undefined);
  // delivered after all, of which we heard before it was undelivered
  const early = { ...noCounts(), codes: { 30008: -1 } };
  await broadcasts.addToTally(id, 'America/New_York#0', early);
  const { failures, skips, ...shown } = (await distributionOfTexts({ broadcasts, newsroom })(id)) ?? {};
  expect(failures).toEqual([
    { code: 30_003, people: 3, meaning: 'The phone was switched off or out of reach.' },
    { code: 21_610, people: 1, meaning: 'The person has sent STOP.' },
    { code: 21_999, people: 1, meaning: null },
    { code: 30_007, people: 1, meaning: 'The carrier filtered the text as spam.' },
  ]);
  expect(skips).toEqual([
    { reason: 'left', people: 2 },
    { reason: 'daily-cap', people: 1 },
  ]);
  expect(shown).toMatchObject({ refused: 3, undelivered: 4, skipped: 4 });
});

test('what adds up is shown as it is', async () => {
  expect(await shown({ pending: 3, posting: 1 }, { delivered: 2, skipped: 1 })).toMatchObject({
    ...{ audience: 7, pending: 3, posting: 1, delivered: 2, skipped: 1 },
  });
});
