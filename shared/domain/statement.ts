import { type ClaimLanguage, foldWords } from './claim-language.ts';
import { coreOf, namesIn } from './claim-names.ts';
import { type Tense, tensesOf } from './claim-tense.ts';
import { claimWords } from './claim-words.ts';
import { asksByDenying, markNegations, negation, spellOutNegations } from './negation.ts';
import { type NumberedWord, readNumbers } from './spoken-numbers.ts';
import { stemOf } from './word-stem.ts';

/** A word of a statement that says something, or a number in it. */
export interface Said {
  /** What it is compared by: the stem of the word or of its synonym, or `#12000`. */
  readonly key: string;
  readonly word: string;
  readonly kind: 'word' | 'number' | 'year';
  /** `core`: a name is not named without it; `part`: it is the rest of a name; `doubtful`: it may be a name or only begin a sentence. */
  readonly name: 'core' | 'part' | 'doubtful' | 'none';
  /** Whether it stands in a phrase that may stand anywhere: in May, during the hearing. */
  readonly aside: boolean;
  readonly way: 'from' | 'to' | undefined;
  /** Whether it is a participle after a form of "to be": who stands before it has it done to them. */
  readonly suffered: boolean;
  /** When it is, if it is a verb; `either` where its form does not tell. */
  readonly tense: Tense | 'either' | undefined;
  /** The key right behind a number: of "12 schools", "school". */
  readonly next: string | undefined;
}

/** A word of a text, and the word of a claim that it says. */
export interface Pair {
  readonly said: Said;
  readonly as: Said;
}

/** What a text states, as far as it can be compared. */
export interface Statement {
  readonly said: readonly Said[];
  /** The key that follows each negation, in order of the alphabet; '' where none does. */
  readonly denied: readonly string[];
  /** Whether it cannot be told what it affirms. */
  readonly unclear: boolean;
  /** The key of who does it, where that follows in a passive: was sued by … */
  readonly agent: string | undefined;
  /** Whether it says a word twice; then the order decides what it says. */
  readonly repeats: boolean;
  /** Of its first "is", "was", "did" and the like. */
  readonly auxiliary: Tense | undefined;
  /** What something is compared with: the key after "than". */
  readonly than: string | undefined;
  /** Words before the first verb of saying: "Mayor Vale says …". */
  readonly sayers: readonly string[];
}

const wordPattern = /\$?\d+(?:[.,]\d+)*(?:%|[a-z]+\b)?|[\p{L}]+|[.,;:?!]/gu;
const isPunctuation = (word: string): boolean => /^[.,;:?!]$/.test(word);
/** So many words belong to a phrase that stands aside, where a name does not say how many. */
const asideReach = 3;
/** "From" and "to" go with the next two words: from Dana Quill. */
const wayReach = 2;
const beforeYears = { en: new Set(['in', 'since', 'by']), es: new Set(['en', 'desde']) } as const satisfies Record<
  ClaimLanguage,
  ReadonlySet<string>
>;
/** A passive's "by" comes within so many words of its verb's "was". */
const passiveReach = 5;

/** Reads a text. `speaker`: who says it, where that is known; "I" and "we" are theirs. */
export const statementOf = (text: string, language: ClaimLanguage, speaker?: string): Statement => {
  const lexicon = claimWords[language];
  const folded = foldWords(text);
  const framed = lexicon.phrases.reduce(
    (rest, [phrase, instead]) => rest.replace(phrase, instead),
    spellOutNegations(folded.replace(/-/g, ' '), language).replace(/(\d) %/g, '$1%'),
  );
  const plain = framed.replace(/'s\b|'/g, ' ').match(wordPattern) ?? [];
  const own = speaker !== undefined && plain.some((word) => lexicon.firstPerson.has(word));
  const voiced = own ? [...foldWords(speaker).split(/\s+/), ...plain] : plain;
  const words = markNegations(voiced, language);

  const { names, doubtful } = namesIn(text, language);
  const allNames = own ? [foldWords(speaker).split(/\s+/), ...names] : names;
  const cores = new Set(allNames.map((name) => coreOf(name, language)));
  const parts = new Set(allNames.flat());
  const nameOf = (word: string): Said['name'] => {
    if (cores.has(word)) return 'core';
    if (parts.has(word)) return 'part';
    return doubtful.includes(word) ? 'doubtful' : 'none';
  };

  const isBeing = (word: NumberedWord): boolean => typeof word === 'string' && lexicon.being.has(word);

  const said = new Map<string, Said>();
  const denied: string[] = [];
  let waiting = 0;
  const aside = createAside();
  let way: Said['way'];
  let wayLeft = 0;
  let awaited: 'than' | 'agent' | undefined;
  let than: string | undefined;
  let repeats = false;
  let agent: string | undefined;
  let numberBefore: string | undefined;
  const nextOf = new Map<string, string>();
  const say = (one: Pick<Said, 'key' | 'word' | 'kind' | 'name'> & { readonly suffered?: boolean }): void => {
    if (!lexicon.chatter.has(one.word)) {
      if (numberBefore !== undefined && !nextOf.has(numberBefore)) nextOf.set(numberBefore, one.key);
      numberBefore = one.kind === 'number' ? one.key : undefined;
    }
    for (; waiting > 0; waiting--) denied.push(one.key);
    if (awaited === 'than') than = one.key;
    // rose by 12 percent
    if (awaited === 'agent' && one.kind === 'word') agent = one.key;
    awaited = undefined;
    const stands = aside.holds(one.name === 'core' || one.name === 'part');
    if (!said.has(one.key)) {
      const tense = one.kind === 'word' ? tenses.of.get(one.word) : undefined;
      said.set(one.key, { suffered: false, ...one, aside: stands, way, tense, next: undefined });
    } else repeats = true;
    if (way !== undefined && --wayLeft === 0) way = undefined;
  };
  const numbered = readNumbers(words, language);
  const tenses = tensesOf(words, language);
  for (const [at, read] of numbered.entries()) {
    if (typeof read !== 'string') {
      if (wayLeft < wayReach) way = undefined;
      say({
        key: read.number,
        word: read.number,
        kind: read.year && datesAt(numbered, at, language) ? 'year' : 'number',
        name: 'none',
      });
      continue;
    }
    if (read === negation) waiting++;
    else if (lexicon.empty.has(read) || isPunctuation(read)) {
      numberBefore = undefined;
      if (lexicon.aside.has(read)) aside.open();
      else if (!lexicon.articles.has(read)) aside.close();
      else aside.next();
      if (lexicon.from.has(read) || lexicon.to.has(read)) {
        way = lexicon.from.has(read) ? 'from' : 'to';
        wayLeft = wayReach;
      } else if (!lexicon.articles.has(read)) way = undefined;
      if (read === lexicon.than) awaited = 'than';
      if (read === lexicon.by && numbered.slice(Math.max(0, at - passiveReach), at).some(isBeing)) awaited = 'agent';
    } else {
      const name = nameOf(read);
      const key = name === 'none' || name === 'doubtful' ? stemOf(lexicon.sameAs.get(read) ?? read, language) : read;
      const suffered =
        lexicon.participle.test(read) && numbered.slice(Math.max(0, at - passiveReach), at).some(isBeing);
      say({ key, word: read, kind: key.startsWith('#') ? 'number' : 'word', name, suffered });
    }
  }
  for (; waiting > 0; waiting--) denied.push('');
  const saying = plain.findIndex((word) => lexicon.saying.has(word));
  return {
    said: [...said.values()].map((one) => ({ ...one, next: nextOf.get(one.key) })),
    auxiliary: tenses.auxiliary,
    denied: denied.sort(),
    unclear: asksByDenying(folded, language),
    agent,
    repeats,
    than,
    sayers: saying === -1 ? [] : plain.slice(0, saying),
  };
};

/** A year stands behind a preposition, and before nothing that it could count: "in 2000", but not "lost 2000 trees" or "in 2000 homes". */
const datesAt = (words: readonly NumberedWord[], at: number, language: ClaimLanguage): boolean => {
  const [before, after] = [words[at - 1], words[at + 1]];
  if (typeof before !== 'string' || !beforeYears[language].has(before)) return false;
  return (
    after === undefined ||
    (typeof after === 'string' && (isPunctuation(after) || claimWords[language].empty.has(after)))
  );
};

/** Follows a phrase that stands aside: from its preposition to the next word that says nothing, the end of its name, or so many words. */
const createAside = () => {
  let length: number | undefined;
  let named = false;
  const close = (): void => {
    length = undefined;
  };
  return {
    close,
    open: (): void => {
      length = 0;
      named = false;
    },
    /** An article begins another phrase, unless it is the first word of this one. */
    next: (): void => {
      if (length !== 0) close();
    },
    /** Whether the word that comes now is in it: of "teachers in Westmark must report students" only Westmark is. */
    holds: (isName: boolean): boolean => {
      if (length === undefined) return false;
      if ((named && !isName) || length >= asideReach) {
        close();
        return false;
      }
      length++;
      named = isName;
      return true;
    },
  };
};
