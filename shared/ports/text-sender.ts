/** Hands one text to the network that carries it. One call is one try: nothing is repeated underneath. */
export interface TextSender {
  send(text: OutgoingText): Promise<TextSendOutcome>;
}

export interface OutgoingText {
  /** E.164. */
  readonly to: string;
  /** At most 1,600 characters. */
  readonly body: string;
  /** Public URL without a fragment, told of each state that the text comes to. */
  readonly statusCallback: string;
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
