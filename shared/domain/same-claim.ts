import type { ClaimLanguage } from './claim-language.ts';
import { isTypo } from './claim-typo.ts';
import { claimWords } from './claim-words.ts';
import { sameNumbers } from './same-numbers.ts';
import { sameOrder } from './same-order.ts';
import { sameTense } from './same-tense.ts';
import type { Pair, Said, Statement } from './statement.ts';

/** What all claims together tell about words. */
export interface KnownWords {
  /** Whether any claim has a word of this stem; a typo is no word that others use. */
  isKnown(key: string): boolean;
}

/** A claim that was checked, read. */
export interface CheckedClaim {
  readonly statement: Statement;
  readonly claimant: readonly string[];
}

/** Below so many words and numbers in common, a text says too little. */
const leastCommon = 3;
/** What a word costs that is mistyped or left out: less than what would let it lose to a claim that it is not. */
const looseCost = 0.03;

/**
 * How nearly a text says what a checked claim says, at most 1; undefined where it says something else. Rather nothing than something
 * else: every word of the text must be accounted for, and every word of the claim said, but for what `mayMiss` lets go. Which words
 * only adorn a claim, and which make it another, no list tells: "free school lunches" are not all of them.
 */
export const likeness = (
  text: Statement,
  { statement: claim, claimant }: CheckedClaim,
  language: ClaimLanguage,
  known: KnownWords,
): number | undefined => {
  if (text.unclear || claim.unclear) return undefined;
  const pairs: Pair[] = [];
  const places: number[] = [];
  const beside: number[] = [];
  let loose = 0;
  for (const [at, said] of text.said.entries()) {
    const isSource = claimWords[language].sources.has(said.word) && text.sayers.includes(said.word);
    const twin = isSource ? undefined : twinOf(said, claim, known);
    if (twin) {
      pairs.push({ said, as: twin.as });
      places.push(at);
      if (twin.mistyped) loose++;
    } else if (said.kind === 'word') beside.push(at);
    else return undefined;
  }
  const within = { from: places[0] ?? 0, to: places.at(-1) ?? 0 };
  if (!beside.every((at) => isBeside(text, at, within, claim, claimant, language))) return undefined;
  const paired = new Set(pairs.map(({ as }) => as));
  for (const [at, one] of claim.said.entries()) {
    if (paired.has(one)) continue;
    if (!mayMiss(one, claim.said[at + 1], language)) return undefined;
    if (claimWords[language].omissible.has(one.word)) loose++;
  }
  if (paired.size < leastCommon) return undefined;
  const isSame =
    sameDenials(text, claim, pairs) &&
    sameTense(text, claim, pairs) &&
    sameNumbers(claim, pairs) &&
    sameOrder(text, claim, pairs, language);
  return isSame ? 1 - loose * looseCost : undefined;
};

/** The rest of a name, the year, a title before a name, and what is understood. */
const mayMiss = (one: Said, next: Said | undefined, language: ClaimLanguage): boolean => {
  const { titles, omissible } = claimWords[language];
  if (one.name === 'part' || one.kind === 'year' || omissible.has(one.word)) return true;
  return titles.has(one.word) && next !== undefined && next.name !== 'none';
};

/**
 * Words that say nothing about the claim: a title before a name, who is said to have said it, where one has it from, and chatter. What
 * the text says of the claim goes `from` one of its words `to` another.
 */
const isBeside = (
  text: Statement,
  at: number,
  { from, to }: { readonly from: number; readonly to: number },
  claim: Statement,
  claimant: readonly string[],
  language: ClaimLanguage,
): boolean => {
  const { chatter, titles, sources, hearing, verdicts } = claimWords[language];
  const word = text.said[at]?.word ?? '';
  if (chatter.has(word) || (at > to && verdicts.has(word))) return true;
  if (hearing.has(word) || sources.has(word))
    return at < from && text.said.slice(0, from).some((one) => hearing.has(one.word));
  const next = text.said[at + 1];
  const beforeName = next !== undefined && claim.said.some((one) => one.name !== 'none' && one.word === next.word);
  const isSayer = text.sayers.includes(word);
  return (titles.has(word) && (beforeName || isSayer)) || (claimant.includes(word) && isSayer);
};

const twinOf = (
  said: Said,
  claim: Statement,
  known: KnownWords,
): { readonly as: Said; readonly mistyped: boolean } | undefined => {
  const isNamed = ({ name }: Said): boolean => name === 'core' || name === 'part';
  const same = claim.said.find((one) => (isNamed(one) ? one.word === said.word : one.key === said.key));
  // "in 2000" counts no trees
  if (said.kind === 'year' && same?.kind === 'number') return undefined;
  if (same) return { as: same, mistyped: false };
  if (said.kind !== 'word' || known.isKnown(said.key)) return undefined;
  const near = claim.said.find((one) => one.kind === 'word' && !isNamed(one) && isTypo(said.word, one.word));
  return near && { as: near, mistyped: true };
};

/** As many negations, before the same words. */
const sameDenials = (text: Statement, claim: Statement, pairs: readonly Pair[]): boolean => {
  const keys = new Map(pairs.map(({ said, as }) => [said.key, as.key]));
  const denied = text.denied.map((key) => keys.get(key) ?? key).sort();
  return denied.length === claim.denied.length && denied.every((key, at) => key === claim.denied[at]);
};
