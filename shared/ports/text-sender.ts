/** Hands one text to the network that carries it. One call is one try: nothing is repeated underneath. */
export interface TextSender {
  send(text: OutgoingText): Promise<TextSendOutcome>;
}

export interface OutgoingText {
  /** E.164. */
  readonly to: string;
  /** At most 1,600 characters. */
  readonly body: string;
  /** Public URL without a fragment, told of each state that the text comes to; null where nobody wants to hear. */
  readonly statusCallback: string | null;
  /** After so many seconds an unsent text is dropped instead of arriving late; 1 to 36,000. */
  readonly validitySeconds: number;
}

/**
 * What is known after one try.
 * - `accepted`: the network took it and named it.
 * - `refused`: the network understood it and said no; `code` is its reason where it gave one.
 * - `unsent`: provably never processed; sending again cannot text anyone twice.
 * - `unknown`: it may have been accepted; sending again may text somebody twice.
 */
export type TextSendOutcome =
  | { readonly kind: 'accepted'; readonly sid: string }
  | { readonly kind: 'refused'; readonly code: number | null; readonly status: number }
  | { readonly kind: 'unsent'; readonly reason: 'throttled' | 'connect' | 'dns' | 'tls' }
  | { readonly kind: 'unknown'; readonly reason: 'timeout' | 'reset' | 'server-error' | 'unreadable' };

/** A text as the network lists it. */
export interface SentText {
  readonly sid: string;
  /** The network's word for its state: `delivered`. */
  readonly status: string;
  readonly code: number | null;
  readonly body: string;
  /** When it was made, ms since 1970. */
  readonly createdAt: number;
}

/** What the network knows of the texts to a phone. That it lists none proves nothing. */
export interface SentTexts {
  /** Those made at or after `since` (ms since 1970), at most 50. Throws when the network does not say. */
  to(phone: string, since: number): Promise<readonly SentText[]>;
}
