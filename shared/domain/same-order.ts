import type { ClaimLanguage } from './claim-language.ts';
import type { Pair, Said, Statement } from './statement.ts';

/** Of the pairs of words between the first and the last that moved, so many stand the other way round where a sentence was turned. */
const leastTurned = 0.4;
const modals = new Set(['can', 'may', 'must', 'will', 'would', 'should']);
/** Stems of what may stand in front of all others: last year the county sued the city. */
const timeWords = new Set(['last', 'next', 'current', 'year', 'month', 'week']);

/** Who does it to whom. What stands aside may stand anywhere; nothing goes the other way. */
export const sameOrder = (
  text: Statement,
  claim: Statement,
  pairs: readonly Pair[],
  language: ClaimLanguage,
): boolean => {
  if (pairs.some(({ said, as }) => said.way && as.way && said.way !== as.way)) return false;
  if (pairs.some(({ said, as }) => goesAway(said, as) || goesAway(as, said))) return false;
  const meant = new Map(pairs.map(({ said, as }) => [said.key, as.key]));
  if (text.than !== undefined && claim.than !== undefined && meant.get(text.than) !== claim.than) return false;
  const placed = pairs.filter(({ as }) => !as.aside && as.kind === 'word');
  const places = placed.map(({ as }) => claim.said.indexOf(as));
  if ((text.agent === undefined) === (claim.agent === undefined)) {
    const names = placed.flatMap(({ as }) => (as.name === 'core' ? claim.said.indexOf(as) : []));
    if (claim.repeats && shareTurned(places) > 0) return false;
    return (
      !isTurned(places) &&
      shareTurned(names) === 0 &&
      sameSufferer(text, claim, placed) &&
      (language === 'es' || sameActor(claim, placed))
    );
  }
  // who comes behind "by" in the one comes before everything that it is done to in the other
  if (text.agent !== undefined) {
    const agent = placed.find(({ said }) => said.key === text.agent);
    return agent !== undefined && claim.said.indexOf(agent.as) < (places[0] ?? 0);
  }
  const agent = placed.findIndex(({ as }) => as.key === claim.agent);
  const patient = placed.findIndex(({ as }) => as === claim.said.find((one) => !one.aside));
  return agent !== -1 && agent < patient;
};

/** What comes from somebody neither goes to them nor is for them. */
const goesAway = (one: Said, other: Said): boolean => one.way === 'from' && other.way !== 'from' && one.name !== 'none';

/** Of whom something was done nobody comes before it: the sheriff hired his brother, and not the sheriff's brother somebody. */
const sameActor = (claim: Statement, placed: readonly Pair[]): boolean => {
  const verb = claim.said.findIndex(
    ({ key, tense, suffered, aside }) => modals.has(key) || (tense === 'past' && !suffered && !aside),
  );
  const at = placed.findIndex(({ as }) => as === claim.said[verb]);
  return placed.slice(0, Math.max(0, at)).every(({ as }) => claim.said.indexOf(as) < verb || timeWords.has(as.key));
};

/** Nurses who were fired are those whom somebody fired, not those who fired somebody. */
const sameSufferer = (text: Statement, claim: Statement, placed: readonly Pair[]): boolean =>
  placed.every(({ said, as }) => {
    if (said.suffered === as.suffered || said.name !== 'none') return true;
    const [passive, active] = as.suffered ? [claim, text] : [text, claim];
    const keyIn = (one: Pair): string => (as.suffered ? one.as.key : one.said.key);
    const activeKey = (one: Pair): string => (as.suffered ? one.said.key : one.as.key);
    const patient = placed.find((one) => keyIn(one) === passive.said.find((word) => !word.aside)?.key);
    const place = (key: string): number => active.said.findIndex((word) => word.key === key);
    const verb = as.suffered ? said.key : as.key;
    return patient === undefined || place(activeKey(patient)) > place(verb);
  });

/**
 * The county sued the city, and not the city the county: what stood around a verb changed places, so that it falls back at least twice. A
 * phrase that moves as a whole falls back once: a verb comes first in a question of Spanish. What stands in its place at either end, like
 * "after the report", is no part of it.
 */
const isTurned = (places: readonly number[]): boolean => {
  const sorted = [...places].sort((a, b) => a - b);
  const moved = (place: number, at: number): boolean => place !== sorted[at];
  const inner = places.slice(places.findIndex(moved), places.findLastIndex(moved) + 1);
  const fallsBack = inner.filter((place, at) => place < (inner[at - 1] ?? -1)).length;
  return fallsBack >= 2 && shareTurned(inner) >= leastTurned;
};

/** Of all pairs of places, the share that stands the other way round. */
const shareTurned = (places: readonly number[]): number => {
  let turned = 0;
  for (const [at, place] of places.entries()) turned += places.slice(at + 1).filter((later) => later < place).length;
  return places.length < 2 ? 0 : turned / ((places.length * (places.length - 1)) / 2);
};
