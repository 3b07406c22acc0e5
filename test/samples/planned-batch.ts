import { cohortShardOf } from '../../shared/domain/cohort.ts';
import type { TextSendOutcome } from '../../shared/ports/text-sender.ts';
import { type Behaviour, takes } from '../fakes/text-sender.ts';
import { textDesk } from './text-desk.ts';
import { hash } from './texting.ts';

/** The last digits of three phones that are in one shard, so that one batch has them all, in the order of that batch. */
export const batched = (
  Map.groupBy(Array(100).keys(), (last) => cohortShardOf('America/New_York', hash(last)))
    .values()
    .find(({ length }) => length >= 3) ?? []
)
  .slice(0, 3)
  .toSorted((a, b) => (hash(a) < hash(b) ? -1 : 1));
export const [one = 0, two = 0, three = 0] = batched;

/** A network that says this of the first so many tries, and takes whatever comes after; `taken` whether it took those too. */
export const saying =
  (says: TextSendOutcome, tries = 1, taken = false): Behaviour =>
  (text, number) =>
    number <= tries ? { taken, says } : takes(text, number);

/** A ruling planned for three people, who are on one batch; the queue does not send it. */
export const plannedBatch = async (behave?: Behaviour) => {
  const desk = textDesk(behave);
  for (const last of batched) await desk.join(last);
  const ruling = await desk.publish();
  await desk.plan(ruling.sequence);
  const [batch, ...more] = desk.batches.sent.splice(0);
  if (!batch || more.length > 0) throw new Error('not one batch');
  const stateOf = (last: number) => desk.rowsOf(last)[0]?.state;
  return { desk, ruling, batch: batch.message, stateOf, states: () => batched.map(stateOf) };
};
