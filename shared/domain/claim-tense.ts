import type { ClaimLanguage } from './claim-language.ts';

/** When something is said to be: "closed", "closes" or, in Spanish, "cerrará". English says "will" as a word of its own. */
export type Tense = 'past' | 'present' | 'future' | 'conditional';

export interface Tenses {
  /** Of the first "is", "was", "did" and the like; undefined where there is none. */
  readonly auxiliary: Tense | undefined;
  /**
   * Of each word, as if it were a verb: that a noun is none matters little, as words are compared with other forms of themselves alone.
   * `either`: of "cut" it cannot be told. A word is not in it that leaves it to another: would have closed, did close, to close.
   */
  readonly of: ReadonlyMap<string, Tense | 'either'>;
}

const set = (words: string): ReadonlySet<string> => new Set(words.split(/\s+/));

/** "Have" is none of them: it goes with what was and what is. */
const auxiliaries: Readonly<Record<ClaimLanguage, ReadonlyMap<string, Tense>>> = {
  en: new Map([
    ...'did was were been had'.split(' ').map((word) => [word, 'past'] as const),
    ...'do does is are am'.split(' ').map((word) => [word, 'present'] as const),
  ]),
  es: new Map([
    ...'era eran fue fueron estaba estaban estuvo estuvieron habia habian hubo'
      .split(' ')
      .map((word) => [word, 'past'] as const),
    ...'es son estan hay'.split(' ').map((word) => [word, 'present'] as const),
    ...'sera seran estara estaran'.split(' ').map((word) => [word, 'future'] as const),
  ]),
};

const pasts =
  set(`sent rose risen fell fallen gave given took taken paid built bought sold spent lost won made held left stole stolen
  knew known broke broken wrote written ran led met taught got gotten told said did done spoke spoken stood sat began begun brought
  thought caught fought sought kept slept felt dealt meant heard drove driven rode ridden shot flew flown grew grown threw thrown drew
  drawn wore worn swore sworn chose chosen froze frozen hid hidden ate eaten drank drunk sank sunk hung struck dug became came shook
  forgot forgotten forgave forgiven withdrew withdrawn found lent fed bled fled mistook mistaken saw seen went gone freed agreed
  decreed guaranteed`);
const sameInAll = set('cut hit put let cost set shut hurt quit split spread read beat bet burst rid upset');
/** Behind them a form in -ing is a noun: fired for refusing. */
const beforeNouns = set('for by of from in on with at about after before while ¬');
/** They come from verbs, and tell no time. */
const timeless = set('dead death deceased loss muerto muerta muertos muertas');
const leaveToAnother = set('will would can may might could should must shall to be');
/** An auxiliary stands so near before the form that it goes with: were all three fired. */
const reach = 5;
/** A modal or "to" has at most a negation or an adverb between. */
const nearReach = 2;

export const tensesOf = (words: readonly string[], language: ClaimLanguage): Tenses => {
  const of = new Map<string, Tense | 'either'>();
  for (const [at, word] of words.entries()) {
    const tense = tenseAt(words, at, language);
    if (tense !== undefined && !of.has(word)) of.set(word, tense);
  }
  const first = words.find((word) => auxiliaries[language].has(word));
  return { auxiliary: first === undefined ? undefined : auxiliaries[language].get(first), of };
};

const tenseAt = (words: readonly string[], at: number, language: ClaimLanguage): Tense | 'either' | undefined => {
  if (timeless.has(words[at] ?? '')) return undefined;
  return language === 'en' ? english(words, at) : spanish(words, at);
};

const english = (words: readonly string[], at: number): Tense | 'either' | undefined => {
  const word = words[at] ?? '';
  const before = words.slice(Math.max(0, at - reach), at);
  const governed = before.slice(-nearReach).some((one) => leaveToAnother.has(one));
  const being = before.findLast((one) => auxiliaries.en.has(one) && !/^d|^had$/.test(one));
  const isPast = pasts.has(word) || /[^e]ed$/.test(word);
  if (!isPast && word.endsWith('ing') && beforeNouns.has(words[at - 1] ?? '')) return undefined;
  if (isPast || word.endsWith('ing')) {
    if (being !== undefined) return auxiliaries.en.get(being);
    if (governed) return undefined;
    return isPast ? 'past' : 'present';
  }
  if (governed || words.slice(0, at).includes('did')) return undefined;
  return sameInAll.has(word) ? 'either' : 'present';
};

/** The accents are gone, so that "pago" is both "I pay" and "he paid"; claims speak of others. */
const spanish = (words: readonly string[], at: number): Tense | undefined => {
  const word = words[at] ?? '';
  if (/[ai]d[oa]s?$/.test(word)) {
    const before = words.slice(Math.max(0, at - nearReach), at);
    if (before.some((one) => /^(?:ha|han|hemos|habia|habian)$/.test(one))) return 'past';
    const being = before.findLast((one) => auxiliaries.es.has(one));
    return being === undefined ? undefined : auxiliaries.es.get(being);
  }
  if (/(?:[aei]|nd|ld)ria[ns]?$/.test(word)) return 'conditional';
  if (/(?:[aei]|nd|ld)r(?:an?|emos)$/.test(word)) return 'future';
  if (/(?:[aei]r|ndo)$/.test(word)) return undefined;
  return /(?:aron|ieron|yeron|o|aban?|ian?)$/.test(word) ? 'past' : 'present';
};
