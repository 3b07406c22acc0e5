import type { InboundKind } from '../domain/inbound-text.ts';
import type { PhoneHash } from '../domain/subscriber.ts';

/** A text that somebody sent us. `body` and `phone` are sealed by the vault in the context of the hash. */
export interface InboundText {
  /** Twilio's name for it. */
  readonly sid: string;
  readonly hash: PhoneHash;
  readonly phone: string;
  readonly body: string;
  readonly at: string;
  readonly kind: InboundKind;
  /** Whether it waits for a person: it may be an opt-out. */
  readonly held: boolean;
  /** What a person made of it. */
  readonly resolvedAs: 'opt-out' | 'no-opt-out' | null;
}

/** What came in, kept for as long as the newsroom's settings say. */
export interface InboundLog {
  /** Writes a text down until `forgetAt` (ISO 8601); false when it was there: the same text came again. */
  add(text: InboundText, forgetAt: string): Promise<boolean>;
  find(sid: string): Promise<InboundText | undefined>;
  /** Those that wait for a person, oldest first. */
  held(limit: number): Promise<InboundText[]>;
  /** Takes a text out of those that wait; false when it did not wait. */
  resolve(sid: string, as: 'opt-out' | 'no-opt-out'): Promise<boolean>;
  /** Counts a reply to a phone on a day (`2026-11-25`) and answers how many there were, this one included. */
  countReply(hash: PhoneHash, day: string): Promise<number>;
}
