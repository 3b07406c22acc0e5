/**
 * Where one person of a broadcast's audience stands. Each person is in exactly one state.
 * - `pending`: to be texted; `deferred`: to be texted when their window opens
 * - `posting`: about to be handed over, or being handed over; whoever finds it does not send
 * - `accepted`, `delivered`, `undelivered`: what Twilio says of a text that it took
 * - `refused`: Twilio said no; `unknown`: it may have taken it; `lost`: unknown for so long that nothing will be heard of it
 * - `skipped`: will not be texted by this broadcast
 */
export const textStates = [
  'pending',
  'deferred',
  'posting',
  'accepted',
  'delivered',
  'undelivered',
  'refused',
  'unknown',
  'lost',
  'skipped',
] as const;
export type TextState = (typeof textStates)[number];

/**
 * Why a person is skipped: a later event of the ruling closed the broadcast, somebody called it off, they left, their zones have no window
 * in common, or they had as many texts on that day as the newsroom allows.
 */
export const skipReasons = ['superseded', 'cancelled', 'left', 'no-window', 'daily-cap'] as const;
export type SkipReason = (typeof skipReasons)[number];

/**
 * From where each state can be reached. Twilio's answer and its callbacks come in any order, so whatever it proves is reached from
 * every state that is less certain, and nothing leads back. The one way back, `posting` → `pending`, is for a text that provably never
 * left.
 */
const reachedFrom: Readonly<Record<TextState, readonly TextState[]>> = {
  pending: ['posting'],
  deferred: ['pending'],
  posting: ['pending', 'deferred'],
  accepted: ['posting', 'unknown', 'lost'],
  undelivered: ['posting', 'unknown', 'lost', 'accepted'],
  delivered: ['posting', 'unknown', 'lost', 'accepted', 'undelivered'],
  refused: ['posting', 'unknown', 'lost'],
  unknown: ['posting'],
  lost: ['unknown'],
  skipped: ['pending', 'deferred'],
};

export const mayFollow = (from: TextState, to: TextState): boolean => reachedFrom[to].includes(from);

/** Those that are still to be texted. */
export const awaiting: readonly TextState[] = ['pending', 'deferred'];
/** Those that keep a broadcast from being done. */
export const unfinished: readonly TextState[] = ['pending', 'deferred', 'posting'];
/** Those who got the text or may have got it: a correction must reach them. */
export const reached: readonly TextState[] = ['posting', 'accepted', 'delivered', 'undelivered', 'unknown', 'lost'];
/** A try at Twilio takes 15 s at most: a row that has been posting for so long was left behind by a death. */
export const stalePostingMs = 60_000;
/** Those whose text Twilio took, and charges for. */
export const charged: readonly TextState[] = ['accepted', 'delivered', 'undelivered'];

/**
 * What Twilio's MessageStatus says of a text. `undefined` for one that says nothing new, such as `receiving`.
 * https://www.twilio.com/docs/messaging/api/message-resource#message-status-values
 */
export const stateOfTwilio = (status: string): TextState | undefined => twilioStates.get(status);

const twilioStates = new Map<string, TextState>([
  ['accepted', 'accepted'],
  ['scheduled', 'accepted'],
  ['queued', 'accepted'],
  ['sending', 'accepted'],
  ['sent', 'accepted'],
  ['delivered', 'delivered'],
  ['read', 'delivered'],
  ['undelivered', 'undelivered'],
  ['failed', 'undelivered'],
  ['canceled', 'undelivered'],
]);

/**
 * Whether a refusal is of our account and not of the text: wrong credentials, an account that is suspended or a service that is gone. No
 * text left, and everybody else's would be refused too, so they wait until it is mended.
 */
export const refusesUs = (httpStatus: number): boolean => [401, 403, 404].includes(httpStatus);
