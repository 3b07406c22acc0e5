import { variantFrom } from '../../shared/domain/broadcast.ts';
import type { Revise } from '../../shared/domain/revise.ts';
import { type TextState, textStates } from '../../shared/domain/text-ledger.ts';
import { textDesk } from './text-desk.ts';
import { noon } from './texting.ts';

/** What may befall a ruling that was rated False; phones hear of it unless `texts` says otherwise. */
export const corrected = {
  kind: 'correction',
  note: 'We erred.',
  changes: { rating: 'half-true' },
  texts: null,
} as const satisfies Revise;
export const retracted = {
  kind: 'retraction',
  note: 'We mixed up two bills.',
  texts: null,
} as const satisfies Revise;

/** A ruling whose broadcast has one person in each state, in the order of the states. */
export const toldRuling = async () => {
  const desk = textDesk();
  for (const at of textStates.keys()) await desk.join(at);
  const ruling = await desk.publish();
  await desk.plan(ruling.sequence);
  desk.batches.sent.splice(0);
  for (const [at, state] of textStates.entries()) {
    const [row] = desk.rowsOf(at);
    if (!row) throw new Error('no row');
    await desk.ledger.move(row, 'pending', state, noon, state === 'skipped' ? { reason: 'left' } : {});
  }
  const variantOf = (state: TextState) => desk.rowsOf(textStates.indexOf(state))[1]?.variant;
  return { desk, ruling, variantOf, heard: variantFrom(ruling.revision) };
};
