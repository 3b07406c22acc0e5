import { type ClaimLanguage, foldWords } from './claim-language.ts';
import { claimWords } from './claim-words.ts';

/** Whom and what a text names, by its capital letters; each name is its words, folded. */
export interface ClaimNames {
  readonly names: readonly (readonly string[])[];
  /** Words that may be names or only begin a sentence. */
  readonly doubtful: readonly string[];
}

/** In a headline's capitals, or in all capitals, a capital letter says nothing. */
const mostCapitals = 0.6;

export const namesIn = (text: string, language: ClaimLanguage): ClaimNames => {
  const found = [...text.matchAll(/[\p{L}\d][\p{L}\p{M}\d]*(?:['’][\p{L}\p{M}]+)*/gu)];
  const words = found.map(({ 0: word, index }) => ({
    word,
    capital: /^\p{Lu}/u.test(word) && !/^I(?:['’]|$)/.test(word),
    first: index === 0 || /(?:[.?!:"“¿¡]\s*|^\W*)$/u.test(text.slice(0, index)),
    joined: index > 0 && /[\p{L}'’] $/u.test(text.slice(0, index)),
  }));
  const capitals = words.filter(({ capital }) => capital).length;
  if (words.length > 4 && capitals / words.length > mostCapitals) return { names: [], doubtful: [] };
  const runs: { words: string[]; first: boolean }[] = [];
  let open: string[] | undefined;
  for (const { word, capital, first, joined } of words) {
    if (!capital) {
      open = undefined;
      continue;
    }
    const bare = foldWords(word).replace(/'s?$/, '');
    if (open && joined && !first) open.push(bare);
    else {
      open = [bare];
      runs.push({ words: open, first });
    }
  }
  const { empty } = claimWords[language];
  const bare = runs.map((run) =>
    run.first && empty.has(run.words[0] ?? '') ? { words: run.words.slice(1), first: false } : run,
  );
  const isDoubtful = ({ words, first }: (typeof bare)[number]): boolean => first && words.length === 1;
  return {
    names: bare.filter((run) => run.words.length > 0 && !isDoubtful(run)).map((run) => run.words),
    doubtful: bare.filter(isDoubtful).flatMap((run) => run.words),
  };
};

/** The word of a name without which it is not named: Roe of Sam Roe, Ferry of Ferry County. */
export const coreOf = (name: readonly string[], language: ClaimLanguage): string | undefined =>
  name.findLast((word) => !claimWords[language].places.has(word)) ?? name.at(-1);
