import type { Chance } from './chance.ts';

/** What befalls an invocation at a call of a port; `throttled` refuses the call, `lost` withholds the answer to one that took effect. */
export type Fate = 'none' | 'death' | 'stall' | 'throttled' | 'lost';
export type When = 'before' | 'after';

/** An error that the world outside made. */
export class Misfortune extends Error {}

/** Ports that turn whatever happens outside into an answer; calls of others may fail. */
const unfailing = new Set(['twilio', 'partners', 'clock']);

export interface Fates {
  /** How often which fate struck at which place. */
  readonly strikes: ReadonlyMap<string, number>;
  /** Every place where one could have. */
  readonly places: ReadonlyMap<string, number>;
  /** The fate of a new invocation: asked at each of its calls. */
  readonly ofInvocation: () => (port: string, method: string, when: When) => Fate;
  /** Whether something outside of any invocation goes wrong now. */
  readonly strikesOutside: (probability: number) => boolean;
  /** How often something struck, inside of an invocation or outside. */
  readonly struck: () => number;
  readonly stop: () => void;
}

/**
 * An invocation suffers something after a number of calls, drawn for each anew: some at once, some after hundreds of calls, some never.
 * Some places kill whoever comes by for the first time, or the sixth: so rare places get their deaths too. After `most` strikes in all nothing goes wrong any more, so that the strike that broke a promise can be found.
 */
export const createFates = (chance: Chance, most: number): Fates => {
  const strikes = new Map<string, number>();
  /** How many go by each place before one dies there. */
  const deadlyAfter = new Map<string, number>();
  const wildness = chance.pick([0.15, 0.35, 0.6]);
  let struck = 0;
  let stopped = false;
  const quiet = (): boolean => stopped || struck >= most;

  const untilNext = (): number => {
    if (!chance.happens(wildness)) return Number.POSITIVE_INFINITY;
    const mean = chance.pick([3, 12, 40, 150, 400]);
    return Math.ceil(-Math.log(1 - chance.random()) * mean);
  };
  const isDeadly = (place: string): boolean => {
    const left = deadlyAfter.get(place) ?? (chance.happens(0.4) ? chance.between(1, 6) : Number.POSITIVE_INFINITY);
    deadlyAfter.set(place, left - 1);
    return left === 1;
  };
  const draw = (port: string, method: string, when: When): Fate => {
    const failing: Fate = when === 'before' ? 'throttled' : 'lost';
    const fate = chance.pick<Fate>(['death', 'death', 'stall', failing, failing]);
    if (fate === failing && unfailing.has(port)) return 'death';
    // who stalls between a last look at the clock and the socket is beyond any care of ours
    return fate === 'stall' && method === 'post' && when === 'before' ? 'none' : fate;
  };

  return {
    strikes,
    places: deadlyAfter,
    stop: () => {
      stopped = true;
    },
    struck: () => struck,
    strikesOutside: (probability) => {
      if (quiet() || !chance.happens(probability)) return false;
      struck += 1;
      return true;
    },
    ofInvocation: () => {
      let left = untilNext();
      return (port, method, when) => {
        const place = `${port}.${method} ${when}`;
        const deadly = isDeadly(place);
        left -= 1;
        if ((left > 0 && !deadly) || quiet()) return 'none';
        left = untilNext();
        const fate = deadly ? 'death' : draw(port, method, when);
        if (fate === 'none') return fate;
        struck += 1;
        strikes.set(`${place}: ${fate}`, (strikes.get(`${place}: ${fate}`) ?? 0) + 1);
        return fate;
      };
    },
  };
};
