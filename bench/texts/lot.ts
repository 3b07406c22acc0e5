import type { TextBatch } from '../../shared/domain/text-messages.ts';
import type { Engine } from './engine.ts';
import type { Sender } from './sender.ts';
import type { Twilio } from './twilio.ts';

/** People of one topic, with a row each, and what the queue holds for them. */
export interface Lot {
  readonly batches: readonly TextBatch[];
  readonly people: number;
  readonly segments: number;
}

export interface Setting {
  readonly engine: Engine;
  readonly twilio: Twilio;
  readonly sender: Sender;
  readonly lotOf: (topic: string) => Lot;
}
