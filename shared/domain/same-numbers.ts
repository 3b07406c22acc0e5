import type { Pair, Statement } from './statement.ts';

/** Whether each number counts the same thing: "12 schools and 340 clinics" and "340 clinics and 12 schools", but no other way. */
export const sameNumbers = (claim: Statement, pairs: readonly Pair[]): boolean => {
  const numbers = pairs.filter(({ as }) => as.kind === 'number');
  // rose to 17 dollars, and by 17 dollars
  if (numbers.some(({ said, as }) => (said.way === 'to') !== (as.way === 'to'))) return false;
  const meant = new Map(pairs.map(({ said, as }) => [said.key, as.key]));
  const counted = numbers.map(({ said, as }) => ({
    // percent are no things, so that anything may follow them
    text: said.next === undefined || as.key.endsWith('%') ? undefined : (meant.get(said.next) ?? said.next),
    claim: as.next,
  }));
  // what the claim counts may have gone elsewhere, but nothing may come in its place
  if (counted.some(({ text, claim: thing }) => text !== undefined && text !== thing)) return false;
  const things = new Set(counted.flatMap(({ text }) => text ?? []));
  if (things.size === numbers.length) return true;
  const places = numbers.map(({ as }) => claim.said.indexOf(as));
  return places.every((place, at) => place >= (places[at - 1] ?? 0));
};
