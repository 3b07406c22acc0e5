/** Why a number is texted no more. */
export const suppressionReasons = [
  /** They said so: by text, on the page, or to an operator. */
  'opted-out',
  /** No mobile number, or none at all. */
  'invalid-number',
  /** Their carrier or they themselves block us. */
  'blocked',
  /** The number was given back, and may be somebody else's. */
  'deactivated',
] as const;
export type SuppressionReason = (typeof suppressionReasons)[number];

/** What is counted of a number until it means something, and is forgotten once a text arrives. */
export const strikeKinds = ['unknown-handset', 'blocked', 'unreachable'] as const;
export type StrikeKind = (typeof strikeKinds)[number];

/** So many strikes of a kind, and this becomes of the subscriber. A dormant one is woken by any text from that phone. */
export const strikeLimits = {
  'unknown-handset': { strikes: 2, becomes: 'invalid-number' },
  blocked: { strikes: 2, becomes: 'blocked' },
  unreachable: { strikes: 3, becomes: 'dormant' },
} as const satisfies Record<StrikeKind, { strikes: number; becomes: SuppressionReason | 'dormant' }>;

/**
 * What an error code of Twilio's says, and of whom.
 * - `suppress`: the number is to be texted no more; `strike`: it may be, once it happens again
 * - `ours`: the text or the sender is refused by carriers: it trips the broadcast's breaker and is never held against the subscriber
 * - `region-closed`: the account does not text the number's country: a sign-up ends there, and it says nothing of the number
 * - `slow-down`: too much for the sender; `pause`: our pacing failed, and the broadcast stops until somebody looks
 * - `inert`: nothing follows; the code is counted
 */
export type CodeMeaning =
  | { readonly kind: 'suppress'; readonly reason: SuppressionReason }
  | { readonly kind: 'strike'; readonly strike: StrikeKind }
  | { readonly kind: 'ours' | 'region-closed' | 'slow-down' | 'pause' | 'inert' };

/** https://www.twilio.com/docs/api/errors */
const meanings = new Map<number, CodeMeaning>([
  // the recipient sent STOP
  [21610, { kind: 'suppress', reason: 'opted-out' }],
  // not a phone number
  [21211, { kind: 'suppress', reason: 'invalid-number' }],
  // not a mobile number
  [21614, { kind: 'suppress', reason: 'invalid-number' }],
  // a landline, as Twilio knows before it sends
  [21635, { kind: 'suppress', reason: 'invalid-number' }],
  // a landline, as the carrier says in a callback
  [30006, { kind: 'suppress', reason: 'invalid-number' }],
  // the carrier knows no such handset
  [30005, { kind: 'strike', strike: 'unknown-handset' }],
  // blocked: by the carrier, by a list, or on the phone
  [30004, { kind: 'strike', strike: 'blocked' }],
  // switched off or out of reach
  [30003, { kind: 'strike', strike: 'unreachable' }],
  // undelivered, the carrier does not say why
  [30008, { kind: 'strike', strike: 'unreachable' }],
  // filtered as spam
  [30007, { kind: 'ours' }],
  // from a 10DLC number without a campaign
  [30034, { kind: 'ours' }],
  // from a toll-free number that is not verified
  [30032, { kind: 'ours' }],
  // the account may not text that country
  [21408, { kind: 'region-closed' }],
  // over a carrier's daily limit for the brand
  [30023, { kind: 'slow-down' }],
  // over a carrier's limit a second
  [30022, { kind: 'slow-down' }],
  // over the account's daily limit
  [63038, { kind: 'slow-down' }],
  // Twilio's queue for the sender overflowed: it took the text and dropped it
  [30001, { kind: 'pause' }],
  // the sender's queue is full, as Twilio says before it takes the text
  [21611, { kind: 'pause' }],
]);

/** What follows from a code; null is no code. A code that is in no table is inert. */
export const meaningOf = (code: number | null): CodeMeaning =>
  (code === null ? undefined : meanings.get(code)) ?? { kind: 'inert' };
