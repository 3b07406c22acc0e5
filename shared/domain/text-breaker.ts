/** Fewer texts that carriers refuse for what they say, or for who sends them, may be chance. */
const leastOwnErrors = 10;
/** The accepted texts are added up at each so many of them, since that reads every shard's tally. */
const lookEvery = 5;
/** One in so many, 2 %, is where carriers no longer mean single texts: what follows costs the sender its standing. */
const oneIn = 50;

/** Whether the accepted texts are worth adding up at this count of own errors. */
export const isTimeToLook = (ownErrors: number): boolean => ownErrors >= leastOwnErrors && ownErrors % lookEvery === 0;

/** Whether carriers refuse so many of a broadcast's texts that it must stop until somebody has looked. `accepted`: by Twilio, so far. */
export const carriersRefuse = (ownErrors: number, accepted: number): boolean =>
  ownErrors >= leastOwnErrors && ownErrors * oneIn > accepted;
