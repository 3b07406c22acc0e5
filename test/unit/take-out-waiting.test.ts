import { expect, test } from 'vitest';
import { noCounts } from '../../shared/domain/text-counts.ts';
import { takeOutWaiting, wasWaiting } from '../../shared/use-cases/take-out-waiting.ts';
import { sendingDesk } from '../samples/sending-desk.ts';
import { broadcast, noon } from '../samples/texting.ts';

test('who was taken out, or left, while their page was read is answered with the reason of whoever did it', async () => {
  const desk = await sendingDesk({ broadcast: { status: 'stopped' } });
  const [first, second] = [desk.row(1), desk.row(2)];
  const old = broadcast({ id: desk.id, status: 'stopped' });
  const { move } = desk.ledger;
  let others: Promise<unknown> | undefined;
  desk.ledger.move = async (...args) => {
    others ??= Promise.all([
      move(first, 'pending', 'skipped', noon, { reason: 'superseded' }),
      move(second, 'pending', 'skipped', noon, { reason: 'left' }),
    ]);
    await others;
    return move(...args);
  };
  const rows = (await Array.fromAsync(takeOutWaiting(desk, old, broadcast().rulingId, first.cohort))).flat();
  const reasonOf = (name: number) => rows.find(({ hash }) => hash === desk.row(name).hash)?.reason;
  expect(desk.names.map(reasonOf)).toEqual(['superseded', 'left', 'superseded']);
  expect(rows.filter(wasWaiting)).toHaveLength(2);
  // who moved them has told the tally of them
  const { pending, skipped } = (await desk.tally()).states;
  expect([pending, skipped]).toEqual([2, 1]);
  expect((await desk.tally()).skips).toEqual({ ...noCounts().skips, superseded: 1 });
});
