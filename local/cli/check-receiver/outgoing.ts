import { makeSecret, sign } from '../../../shared/domain/webhook-signature.ts';
import type { Sample, SampleRuling, Samples } from './samples.ts';

/** What a run has at hand. */
export interface Bench {
  readonly secret: string;
  readonly samples: Samples;
  /** Published by the first case, and sent again by the second. */
  readonly ruling: SampleRuling;
  readonly now: () => number;
  readonly random: () => number;
}

export interface Outgoing {
  readonly sample: Sample;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** As the wire sends it, at another time, by other secrets, or with the newsroom's own key too, where that is asked for. */
export const signed = (
  { secret, now }: Bench,
  sample: Sample,
  differs: { by?: readonly string[]; shiftMs?: number; keys?: Parameters<typeof sign>[2] } = {},
): Outgoing => {
  const { by = [secret], shiftMs = 0, keys = [] } = differs;
  const { id, body } = sample;
  return { sample, body, headers: sign({ id, at: now() + shiftMs, body }, by, keys) };
};

export const anotherSecret = ({ random }: Bench): string => makeSecret(random);
/** Of a ruling of its own. */
export const published = ({ samples }: Bench): Sample => samples.ruling().published;

export const withoutHeaders = (sent: Outgoing, dropped: readonly string[]): Outgoing => ({
  ...sent,
  headers: Object.fromEntries(Object.entries(sent.headers).filter(([name]) => !dropped.includes(name))),
});

/** The same signatures in the opposite order. */
export const turned = (sent: Outgoing): Outgoing => {
  const signature = sent.headers['webhook-signature']?.split(' ').toReversed().join(' ') ?? '';
  return { ...sent, headers: { ...sent.headers, 'webhook-signature': signature } };
};
