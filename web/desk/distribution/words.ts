import type { BroadcastStatus, PauseReason } from '../../../shared/domain/broadcast.ts';
import type { EventType } from '../../../shared/domain/event.ts';
import type { SkipReason } from '../../../shared/domain/text-ledger.ts';
import type { TextsDistribution } from '../../../shared/use-cases/distribution-of-texts.ts';

/** What happened to a fact-check. */
export const eventWords = {
  'ruling.published': 'Published',
  'ruling.updated': 'Edited',
  'ruling.corrected': 'Corrected',
  'ruling.retracted': 'Retracted',
} as const satisfies Record<EventType, string>;

interface StatusWords {
  readonly words: string;
  readonly tone: 'good' | 'warn' | 'bad' | '';
}

export const statusWords: Readonly<Record<BroadcastStatus, StatusWords>> = {
  planning: { words: 'being prepared', tone: '' },
  'awaiting-approval': { words: 'waits for approval', tone: 'warn' },
  sending: { words: 'being sent', tone: '' },
  paused: { words: 'paused', tone: 'warn' },
  done: { words: 'sent', tone: 'good' },
  cancelled: { words: 'called off', tone: 'bad' },
  stopped: { words: 'overtaken by a later change', tone: 'warn' },
};

export const pauseWords: Readonly<Record<PauseReason, string>> = {
  person: 'Somebody paused it.',
  budget: 'The budget of the month is spent.',
  carriers: 'Carriers refuse the text, or its sender.',
  pacing: 'The queue of the texting provider ran over.',
  twilio: 'The texting provider is in trouble, and left too many texts unconfirmed.',
};

export const skipWords: Readonly<Record<SkipReason, string>> = {
  superseded: 'a later change came first',
  cancelled: 'it was called off',
  left: 'they left meanwhile',
  'no-window': 'no hour of the day is allowed wherever they may be',
  'daily-cap': 'they had all texts of that day',
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
