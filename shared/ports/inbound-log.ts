import type { InboundKind } from '../domain/inbound-text.ts';
import type { PhoneHash } from '../domain/subscriber.ts';

/** A text that somebody sent us. */
export interface InboundText {
  /** Twilio's name for it. */
  readonly sid: string;
  readonly hash: PhoneHash;
  /** Its words, sealed by the vault in the context of the hash; null until they are, and where they could not be. */
  readonly body: string | null;
  readonly at: string;
  readonly kind: InboundKind;
  /** Whether it waits for a person: it may be an opt-out. */
  readonly held: boolean;
  /** What a person made of it. */
  readonly resolvedAs: 'opt-out' | 'no-opt-out' | null;
}

/** `stranger`: what is said to whoever is not subscribed; `reply`: all else that is counted. */
export type CountedReply = 'reply' | 'stranger';

/** What came in, kept for as long as the newsroom's settings say. */
export interface InboundLog {
  /**
   * Writes a text down until `forgetAt` (ISO 8601), or until it is resolved where it waits for a person longer than that; false when it
   * was there: the same text came again.
   */
  add(text: InboundText, forgetAt: string): Promise<boolean>;
  /** Adds the words of a text that has none yet; answers those that it has now. */
  addWords(sid: string, body: string): Promise<string>;
  find(sid: string): Promise<InboundText | undefined>;
  /** Those that wait for a person, oldest first. */
  held(limit: number): Promise<InboundText[]>;
  /** Takes a text out of those that wait; false when it did not wait. */
  resolve(sid: string, as: 'opt-out' | 'no-opt-out'): Promise<boolean>;
  /** Counts a reply of a kind to a phone on a day (`2026-11-25`) and answers how many there were, this one included. */
  countReply(hash: PhoneHash, day: string, of: CountedReply): Promise<number>;
}
