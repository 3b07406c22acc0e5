/** Fewer texts that carriers refuse for what they say, or for who sends them, may be chance. */
const leastOwnErrors = 10;
/** The accepted texts are added up at each so many of them, since that reads every shard's tally. */
const lookEvery = 5;
/** One in so many, 2 %, is where carriers no longer mean single texts: what follows costs the sender its standing. */
const oneIn = 50;

/** Whether the accepted texts are worth adding up at this count of own errors. */
export const isTimeToLook = (ownErrors: number): boolean => ownErrors >= leastOwnErrors && ownErrors % lookEvery === 0;

/** Whether carriers refuse so many of a broadcast's texts that it must stop until somebody has looked. `accepted`: by Twilio, since then. */
export const carriersRefuse = (ownErrors: number, accepted: number): boolean =>
  ownErrors >= leastOwnErrors && ownErrors * oneIn > accepted;

/** Texts in doubt may outnumber those that Twilio answered by so many; more is an outage, in which everybody who is tried is used up. */
const mostDoubts = 5;
/** What was in doubt so long ago says nothing of now, in ms: a person may have looked and let the broadcast go on. */
const doubtsLastMs = 15 * 60_000;

/** By how many texts in doubt outnumber answered ones, since they last did not, at `at` (ms since 1970). */
export interface Doubts {
  readonly excess: number;
  readonly at: number;
}

/** Counts so many texts in doubt, and so many that Twilio answered at the same time. One doubt among many answers leaves nothing. */
export const countDoubts = (
  before: Doubts | undefined,
  { unknown, answered }: { readonly unknown: number; readonly answered: number },
  now: number,
): Doubts => {
  const lasting = before !== undefined && now - before.at < doubtsLastMs ? before.excess : 0;
  return { excess: Math.max(0, lasting + unknown - answered), at: now };
};

/** Whether Twilio leaves so many texts in doubt that no more should be tried until somebody has looked. */
export const leavesInDoubt = ({ excess }: Doubts): boolean => excess >= mostDoubts;
