import type { DeliveriesDistribution } from '../../../shared/use-cases/distribution-of-deliveries.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';
import type { Distribution } from '../../../shared/use-cases/show-distribution.ts';
import { standOf } from './stand-of.ts';

export type ShownDistribution = Distribution<TextsDistribution, DeliveriesDistribution>;

/** `moves`: something changes by the second; `waits`: for a morning, a person, a partner or a receipt; `rests`: all is done. */
export type Motion = 'moves' | 'waits' | 'rests';

export const motionOfTexts = (texts: TextsDistribution): Motion => {
  const { pending, posting, accepted, unknown } = texts;
  const status = standOf(texts);
  if (status === 'planning' || (status === 'sending' && pending + posting > 0)) return 'moves';
  if (status === 'sending' || status === 'paused' || status === 'awaiting-approval') return 'waits';
  return posting + accepted + unknown > 0 ? 'waits' : 'rests';
};

export const motionOf = ({ events, pausedChannels }: ShownDistribution): Motion => {
  const texts = events.map((event) => (event.texts ? motionOfTexts(event.texts) : 'rests'));
  const unwritten = events[0]?.feeds.length === 0;
  if (unwritten || texts.includes('moves') || events.some(({ deliveries }) => deliveries.pending > 0)) return 'moves';
  if (pausedChannels.length > 0 || texts.includes('waits')) return 'waits';
  return events.some(({ deliveries }) => deliveries.waiting > 0) ? 'waits' : 'rests';
};

/** How long (ms) nothing has changed, in steps: an event that has just been written shows up on all channels within the first. */
export const quietAfterMs = [10_000, 60_000, 600_000] as const;

const paces: Readonly<Record<Motion, readonly (number | undefined)[]>> = {
  moves: [1_000, 1_000, 5_000, 30_000],
  waits: [1_000, 5_000, 5_000, 30_000],
  rests: [1_000, undefined, undefined, undefined],
};

/** How long (ms) to wait before asking once more, after so many steps without a change; undefined: not any more, or `restMs`. */
export const paceOf = (motion: Motion, step: number, restMs?: number): number | undefined =>
  paces[motion][step] ?? restMs;
