import type { BroadcastStatus, PauseReason } from '../../../shared/domain/broadcast.ts';
import type { SkipReason } from '../../../shared/domain/text-ledger.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';

interface StatusWords {
  readonly words: string;
  readonly tone: 'good' | 'warn' | 'bad' | '';
}

export const statusWords: Readonly<Record<BroadcastStatus, StatusWords>> = {
  planning: { words: 'being prepared', tone: '' },
  'awaiting-approval': { words: 'waiting for approval', tone: 'warn' },
  sending: { words: 'being sent', tone: '' },
  paused: { words: 'paused', tone: 'warn' },
  done: { words: 'sent', tone: 'good' },
  cancelled: { words: 'called off', tone: 'bad' },
  stopped: { words: 'overtaken by a later change', tone: 'warn' },
};

export const pauseWords: Readonly<Record<PauseReason, string>> = {
  person: 'Someone paused it.',
  budget: 'This month’s budget is spent.',
  carriers: 'Carriers are refusing the text or its sender.',
  pacing: 'The texting provider’s queue overflowed.',
  twilio: 'The texting provider is having trouble and left too many texts unconfirmed.',
};

export const skipWords: Readonly<Record<SkipReason, string>> = {
  superseded: 'a later change came first',
  cancelled: 'it was called off',
  left: 'they unsubscribed in the meantime',
  'no-window': 'no hour of the day is allowed everywhere they may be',
  'daily-cap': 'they had reached the daily limit',
};

interface People {
  readonly label: string;
  readonly count: number;
  readonly tone: 'good' | 'accent' | 'warn' | 'bad' | 'soft';
}

/** Everybody of the audience, in exactly one part; what means the same to an editor stands together. */
export const peopleOf = (texts: TextsDistribution): People[] => [
  { label: 'delivered', count: texts.delivered, tone: 'good' },
  { label: 'accepted', count: texts.accepted, tone: 'accent' },
  { label: 'being sent', count: texts.posting, tone: 'accent' },
  { label: 'unconfirmed', count: texts.unknown + texts.lost, tone: 'warn' },
  { label: 'not delivered', count: texts.undelivered, tone: 'bad' },
  { label: 'refused', count: texts.refused, tone: 'bad' },
  { label: 'waiting', count: texts.pending, tone: 'soft' },
  { label: 'waiting for morning', count: texts.deferred, tone: 'soft' },
  { label: 'skipped', count: texts.skipped, tone: 'soft' },
];
