import type { Tense } from './claim-tense.ts';
import type { Pair, Statement } from './statement.ts';

/**
 * Whether both speak of the same time: what was is no answer to what is, nor what will be to either. The words for it, as "can" and
 * "would", are compared like all others.
 */
export const sameTense = (text: Statement, claim: Statement, pairs: readonly Pair[]): boolean => {
  if (pairs.some(differs)) return false;
  if (text.auxiliary !== undefined && claim.auxiliary !== undefined) return text.auxiliary === claim.auxiliary;
  // did close, and closed; is closing, and closes
  if (text.auxiliary !== undefined) return pairs.some(({ as }) => agrees(as.tense, text.auxiliary));
  return claim.auxiliary === undefined || pairs.some(({ said }) => agrees(said.tense, claim.auxiliary));
};

const agrees = (tense: Tense | 'either' | undefined, auxiliary: Tense | undefined): boolean =>
  tense === 'either' || auxiliary === 'present' || tense === auxiliary;

const differs = ({ said, as }: Pair): boolean => {
  if (said.tense === undefined || as.tense === undefined || said.tense === as.tense) return false;
  // "taxes" are in no other time than "tax"
  if (isPlural(said.word, as.word) || isPlural(as.word, said.word)) return false;
  return said.tense !== 'either' && as.tense !== 'either';
};

const isPlural = (one: string, other: string): boolean => one === `${other}s` || one === `${other}es`;
