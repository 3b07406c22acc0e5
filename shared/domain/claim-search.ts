import MiniSearch from 'minisearch';
import { type ClaimLanguage, claimLanguageOf, claimLanguages, foldWords } from './claim-language.ts';
import type { RulingId } from './ids.ts';
import { type CheckedClaim, likeness } from './same-claim.ts';
import { statementOf } from './statement.ts';

/** A claim that a ruling is about. */
export interface IndexedClaim {
  readonly rulingId: RulingId;
  readonly revision: number;
  readonly claim: string;
  readonly claimant: string;
  readonly language: string;
}

export interface ClaimMatch {
  readonly rulingId: RulingId;
  readonly revision: number;
  readonly score: number;
}

/** Claims by what they state. One ruling has one claim: a newer revision replaces it. */
export interface ClaimIndex {
  put(claim: IndexedClaim): void;
  remove(rulingId: RulingId): void;
  revisionOf(rulingId: RulingId): number | undefined;
  /** The one ruling that checked what a text says, in the text's language. Undefined where there is none, or more than one. */
  match(text: string): ClaimMatch | undefined;
  readonly size: number;
}

/** The best by their words in common are looked at closely: more than the claims that differ by a number alone. */
const looked = 60;
/** A second claim that is as near as that makes the first no answer. */
const margin = 0.1;
/** The longest that Twilio hands over; what is longer is no single claim. */
const maxText = 1600;

interface Kept extends CheckedClaim {
  readonly revision: number;
}

/** One language's claims. */
const createShelf = (language: ClaimLanguage) => {
  const search = new MiniSearch<{ id: RulingId; words: string }>({
    fields: ['words'],
    tokenize: (words) => words.split(' '),
    processTerm: (word) => word,
    searchOptions: { fuzzy: (word) => (word.length >= 5 && !word.startsWith('#') ? 0.2 : false), maxFuzzy: 2 },
  });
  const kept = new Map<RulingId, Kept & { readonly words: string }>();
  const keyCounts = counts();
  const known = { isKnown: keyCounts.has };

  const remove = (id: RulingId): void => {
    const old = kept.get(id);
    if (!old) return;
    search.remove({ id, words: old.words });
    for (const { key } of old.statement.said) keyCounts.less(key);
    kept.delete(id);
  };

  return {
    kept,
    remove,
    put: ({ rulingId, revision, claim, claimant }: IndexedClaim): void => {
      remove(rulingId);
      const statement = statementOf(claim, language, claimant);
      const words = statement.said.map(({ key }) => key).join(' ');
      const speaker = foldWords(claimant).split(/\s+/);
      kept.set(rulingId, { revision, statement, claimant: speaker, words });
      search.add({ id: rulingId, words });
      for (const { key } of statement.said) keyCounts.more(key);
    },
    near: (text: string): ClaimMatch[] => {
      const statement = statementOf(text, language);
      const found = search.search(statement.said.map(({ key }) => key).join(' '));
      return found.slice(0, looked).flatMap(({ id }) => {
        const rulingId: RulingId = id;
        const claim = kept.get(rulingId);
        const score = claim && likeness(statement, claim, language, known);
        return claim && score !== undefined ? [{ rulingId, revision: claim.revision, score }] : [];
      });
    },
  };
};

const counts = () => {
  const of = new Map<string, number>();
  return {
    has: (word: string): boolean => of.has(word),
    more: (word: string): void => void of.set(word, (of.get(word) ?? 0) + 1),
    less: (word: string): void => {
      const left = (of.get(word) ?? 0) - 1;
      if (left > 0) of.set(word, left);
      else of.delete(word);
    },
  };
};

/** An index of claims in memory. Claims in a language that we cannot read are not in it. */
export const createClaimIndex = (claims: Iterable<IndexedClaim> = []): ClaimIndex => {
  const shelves = { en: createShelf('en'), es: createShelf('es') } as const;
  const all = claimLanguages.map((language) => shelves[language]);
  const remove = (id: RulingId): void => {
    for (const shelf of all) shelf.remove(id);
  };
  const put = (claim: IndexedClaim): void => {
    remove(claim.rulingId);
    const language = claimLanguageOf(claim.language);
    if (language) shelves[language].put(claim);
  };
  for (const claim of claims) put(claim);
  return {
    put,
    remove,
    revisionOf: (id) => all.map(({ kept }) => kept.get(id)?.revision).find((revision) => revision !== undefined),
    match: (text) => {
      if (text.length > maxText) return undefined;
      const [best, second] = all.flatMap(({ near }) => near(text)).sort((a, b) => b.score - a.score);
      return best && best.score - (second?.score ?? 0) > margin ? best : undefined;
    },
    get size() {
      return all.reduce((sum, { kept }) => sum + kept.size, 0);
    },
  };
};
