import type { ClaimLanguage } from './claim-language.ts';
import { claimWords } from './claim-words.ts';
import type { Said, Statement } from './statement.ts';
import { stemOf } from './word-stem.ts';

/** What all claims together tell about words. */
export interface KnownWords {
  /** Whether any claim has a word of this stem; a typo is no word that others use. */
  isKnown(key: string): boolean;
  /** Whether any claim has it as a name. */
  isName(word: string): boolean;
}

/** A claim that was checked, read. */
export interface CheckedClaim {
  readonly statement: Statement;
  readonly claimant: readonly string[];
  /** Stems of its headline: what is in it may be said as well, but it proves nothing. */
  readonly headline: ReadonlySet<string>;
}

/** Below so many words and numbers in common, a text says too little. */
const leastCommon = 3;
/** Of what the claim says, the text must say so much. */
const leastCovered = 0.75;
/** What a word costs that is only in the headline, or is mistyped. */
const looseCost = 0.03;
/** Of the pairs of words between the first and the last that moved, so many stand the other way round where a sentence was turned. */
const leastTurned = 0.4;
/** Shorter words are too near to others: house and horse. */
const leastMistyped = 6;
const longWord = 9;

const decisive = {
  en: new Set([...claimWords.en.decisive].map((word) => stemOf(word, 'en'))),
  es: new Set([...claimWords.es.decisive].map((word) => stemOf(word, 'es'))),
} as const satisfies Record<ClaimLanguage, ReadonlySet<string>>;

/**
 * How much of a checked claim a text says, 0 to 1; undefined where it says something else. Rather nothing than something else: every
 * word of the text must be accounted for, and no name, number, negation or word that decides may differ or be missing.
 */
export const likeness = (
  text: Statement,
  { statement: claim, claimant, headline }: CheckedClaim,
  language: ClaimLanguage,
  known: KnownWords,
): number | undefined => {
  if (text.unclear || claim.unclear) return undefined;
  const { titles, chatter } = claimWords[language];
  const pairs: { readonly said: Said; readonly as: Said }[] = [];
  let loose = 0;
  let added = false;
  for (const [at, said] of text.said.entries()) {
    const twin = twinOf(said, claim, known);
    if (twin) {
      pairs.push({ said, as: twin.as });
      if (twin.mistyped) loose++;
    } else if (said.kind !== 'word') return undefined;
    else if (isBeside(said, text, at, claim, titles, chatter, claimant)) continue;
    else if (headline.has(said.key) && !decisive[language].has(said.key) && !known.isName(said.word)) added = true;
    else return undefined;
  }
  const paired = new Set(pairs.map(({ as }) => as));
  let missing = 0;
  for (const [at, one] of claim.said.entries()) {
    if (paired.has(one) || one.name === 'part' || one.kind === 'year') continue;
    const isName = one.name === 'core' || (one.name === 'doubtful' && known.isName(one.word));
    if (isName || one.kind === 'number' || decisive[language].has(one.key)) return undefined;
    if (titles.has(one.word) && claim.said[at + 1]?.name !== 'none') continue;
    missing += chatter.has(one.word) ? 0.5 : 1;
  }
  const covered = paired.size / (paired.size + missing);
  // a word of the headline may come on top, but not in the place of one of the claim
  if (added && missing > 0) return undefined;
  if (paired.size < leastCommon || covered < leastCovered) return undefined;
  return sameDenials(text, claim, pairs) && sameOrder(text, claim, pairs)
    ? covered - (loose + (added ? 1 : 0)) * looseCost
    : undefined;
};

/** Words that say nothing about the claim: who is told of, a title before their name, who is said to have said it, and chatter. */
const isBeside = (
  said: Said,
  text: Statement,
  at: number,
  claim: Statement,
  titles: ReadonlySet<string>,
  chatter: ReadonlySet<string>,
  claimant: readonly string[],
): boolean => {
  const next = text.said[at + 1];
  const beforeName = next !== undefined && claim.said.some(({ name, word }) => name !== 'none' && word === next.word);
  return (
    chatter.has(said.word) ||
    (titles.has(said.word) && (beforeName || text.sayers.includes(said.word))) ||
    (claimant.includes(said.word) && text.sayers.includes(said.word))
  );
};

const twinOf = (
  said: Said,
  claim: Statement,
  known: KnownWords,
): { readonly as: Said; readonly mistyped: boolean } | undefined => {
  const isNamed = ({ name }: Said): boolean => name === 'core' || name === 'part';
  const same = claim.said.find((one) => (isNamed(one) ? one.word === said.word : one.key === said.key));
  if (same) return { as: same, mistyped: false };
  if (said.kind !== 'word' || said.word.length < leastMistyped || known.isKnown(said.key)) return undefined;
  const near = claim.said.find((one) => one.kind === 'word' && !isNamed(one) && isNear(said.key, one.key));
  return near && { as: near, mistyped: true };
};

const isNear = (typed: string, meant: string): boolean =>
  // the last letter tells a governor from a governess, and a plural from one
  typed[0] === meant[0] &&
  typed.at(-1) === meant.at(-1) &&
  meant.length >= leastMistyped - 2 &&
  distance(typed, meant) <= (Math.min(typed.length, meant.length) >= longWord - 1 ? 2 : 1);

/** How many letters must be put in, left out, changed or swapped with the next. */
const distance = (one: string, other: string): number => {
  const rows: number[][] = [Array.from({ length: other.length + 1 }, (_, at) => at)];
  const cell = (i: number, j: number): number => rows[i]?.[j] ?? Number.POSITIVE_INFINITY;
  for (let i = 1; i <= one.length; i++) {
    rows.push([i]);
    for (let j = 1; j <= other.length; j++) {
      const swap =
        one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1] ? cell(i - 2, j - 2) + 1 : Number.POSITIVE_INFINITY;
      const change = cell(i - 1, j - 1) + (one[i - 1] === other[j - 1] ? 0 : 1);
      rows[i]?.push(Math.min(cell(i - 1, j) + 1, cell(i, j - 1) + 1, change, swap));
    }
  }
  return cell(one.length, other.length);
};

type Pair = { readonly said: Said; readonly as: Said };

/** As many negations, before the same words. */
const sameDenials = (text: Statement, claim: Statement, pairs: readonly Pair[]): boolean => {
  const keys = new Map(pairs.map(({ said, as }) => [said.key, as.key]));
  const denied = text.denied.map((key) => keys.get(key) ?? key).sort();
  return denied.length === claim.denied.length && denied.every((key, at) => key === claim.denied[at]);
};

/** Who does it to whom. What stands aside may stand anywhere; nothing goes the other way. */
const sameOrder = (text: Statement, claim: Statement, pairs: readonly Pair[]): boolean => {
  if (pairs.some(({ said, as }) => said.way && as.way && said.way !== as.way)) return false;
  // rose to 17 dollars, and by 17 dollars
  if (pairs.some(({ said, as }) => as.kind === 'number' && (said.way === 'to') !== (as.way === 'to'))) return false;
  const meant = new Map(pairs.map(({ said, as }) => [said.key, as.key]));
  if (text.than !== undefined && claim.than !== undefined && meant.get(text.than) !== claim.than) return false;
  const placed = pairs.filter(({ as }) => !as.aside && as.kind === 'word');
  const places = placed.map(({ as }) => claim.said.indexOf(as));
  if ((text.agent === undefined) === (claim.agent === undefined)) {
    const names = placed.flatMap(({ as }) => (as.name === 'core' ? claim.said.indexOf(as) : []));
    if (claim.repeats && shareTurned(places) > 0) return false;
    return !isTurned(places) && shareTurned(names) === 0 && sameSufferer(text, claim, placed);
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
