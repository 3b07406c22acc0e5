import type { CallWatch } from '../../../local/aws/call-watch.ts';
import { ServiceError } from '../../../local/aws/json-server.ts';
import type { Call } from '../../../local/aws/policy.ts';
import type { FateOf } from '../../../local/lambda/message-fate.ts';
import { chanceOf } from '../../chaos/chance.ts';

type Moment = 'before' | 'after';

/** What goes wrong at a call: the function dies, the service refuses, or the answer is lost on its way. */
type Strike = 'death' | 'refusal' | 'lost answer';

/** As each service says that it cannot now, in words that the SDK tries again at. */
const refusals: Readonly<Record<string, readonly [code: string, status: number]>> = {
  dynamodb: ['ProvisionedThroughputExceededException', 400],
  s3: ['SlowDown', 503],
  sns: ['Throttled', 429],
  sqs: ['RequestThrottled', 400],
  kms: ['KMSInternalException', 500],
  cloudfront: ['TooManyInvalidationsInProgress', 400],
  secretsmanager: ['InternalServiceError', 500],
};
/** A function that was told nothing is dead, or must find out whether it was done. */
const noAnswer = () => new ServiceError('InternalFailure', 'the answer was lost', 500);

/** The SDK tries three times: a longer spell is an error to the function. */
const longestSpell = 5;
/** The first visits of a place are struck more often, so that a short run meets many places. */
const firstVisits = 4;

/** Without the hash that CDK puts at the end. */
const bare = (functionName: string): string => functionName.replace(/Function[0-9A-F]{8}$/, '');
const placeOf = (functionName: string, calls: readonly Call[]): string => {
  const services = new Set(calls.map(({ action }) => action));
  return `${bare(functionName)} ${[...services].sort().join('+')}`;
};

/**
 * What goes wrong in a run. The n-th visit of a place has the same fate whenever its seed is the same, whatever else happens in between:
 * threads do not come in the same order twice.
 */
export const createStrikes = (seed: number) => {
  const visits = new Map<string, number>();
  const strikes = new Map<string, number>();
  const spells = new Map<string, number>();
  let kill: ((functionName: string) => Promise<void>) | undefined;

  const note = (place: string, strike: string): void => {
    strikes.set(`${place}: ${strike}`, (strikes.get(`${place}: ${strike}`) ?? 0) + 1);
  };
  const visit = (place: string) => {
    const visited = (visits.get(place) ?? 0) + 1;
    visits.set(place, visited);
    return { chance: chanceOf(seed, `${place}#${visited}`), rare: visited > firstVisits };
  };
  const fateAt = (place: string, moment: Moment): Strike | undefined => {
    const { chance, rare } = visit(`${moment} ${place}`);
    if (chance.happens(rare ? 0.015 : 0.12)) return 'death';
    if (!chance.happens(rare ? 0.02 : 0.06)) return undefined;
    if (moment === 'after') return 'lost answer';
    spells.set(place, chance.between(1, longestSpell));
    return undefined;
  };
  const meet = (moment: Moment) => async (functionName: string, calls: readonly Call[]) => {
    if (kill === undefined) return;
    const place = placeOf(functionName, calls);
    const strike = fateAt(place, moment);
    if (strike !== undefined) note(`${moment} ${place}`, strike);
    if (strike === 'death') await kill(functionName);
    if (strike !== undefined) throw noAnswer();
    const left = spells.get(place) ?? 0;
    if (moment === 'after' || left === 0) return;
    spells.set(place, left - 1);
    note(`before ${place}`, 'refusal');
    const [code, status] = refusals[calls[0]?.action.split(':')[0] ?? ''] ?? ['InternalFailure', 500];
    throw new ServiceError(code, 'too much at once', status);
  };

  const watch: CallWatch = { before: meet('before'), after: meet('after') };
  const fateOf: FateOf = ({ messageId, attributes: { ApproximateReceiveCount: received }, eventSourceARN }) => {
    if (kill === undefined) return 'now';
    const chance = chanceOf(seed, `${messageId}#${received}`);
    const fate = chance.pick(['twice', 'twice', 'behind', 'late', 'now', 'now', 'now', 'now', 'now', 'now'] as const);
    if (fate !== 'now') note(eventSourceARN.split(':').at(-1) ?? '', `a message ${fate}`);
    if (fate === 'behind') return { laterBy: 0 };
    return fate === 'late' ? { laterBy: chance.between(1, 90) } : fate;
  };

  return {
    watch,
    fateOf,
    begin: (kills: (functionName: string) => Promise<void>): void => {
      kill = kills;
    },
    end: (): void => {
      kill = undefined;
      spells.clear();
    },
    /** Where functions called, and where they died or were let down, as text; and the share of these places that were struck. */
    report: (): { readonly text: string; readonly share: number; readonly deaths: number } => {
      const places = [...visits.keys()];
      const struck = places.filter((place) => [...strikes.keys()].some((strike) => strike.startsWith(`${place}: `)));
      const dead = [...strikes].filter(([strike]) => strike.endsWith(': death'));
      const text = [
        ...[...strikes].sort(([a], [b]) => (a < b ? -1 : 1)).map(([strike, times]) => `  ${strike}, ${times} times`),
        `nobody died ${places.filter((place) => !strikes.has(`${place}: death`)).join(', ')}`,
        `${places.length} places, ${struck.length} of them struck, ${dead.length} of them deadly`,
      ].join('\n');
      return { text, share: struck.length / places.length, deaths: dead.reduce((sum, [, times]) => sum + times, 0) };
    },
  };
};
export type Strikes = ReturnType<typeof createStrikes>;
