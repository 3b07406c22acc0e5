import type { ClaimLanguage } from './claim-language.ts';

/** Stands for a negation among words. */
export const negation = '¬';

const negations = {
  en: new Set(
    'not no never none nobody nothing neither nor nowhere false untrue fake hoax bogus myth debunked fabricated'.split(
      ' ',
    ),
  ),
  es: new Set(
    'no nunca jamas nadie nada ningun ninguno ninguna tampoco sin falso falsa mentira bulo desmentido'.split(' '),
  ),
} as const satisfies Record<ClaimLanguage, ReadonlySet<string>>;

/** In Spanish a negation before the verb asks for others after it, "no eliminó ninguno", and all of them are one. */
const concordant = new Set('nunca jamas nadie nada ningun ninguno ninguna tampoco'.split(' '));
/** Where another clause begins, whose negation is its own. */
const clauses = new Set(['que', 'porque', 'pero', 'y', 'cuando', 'donde', ',', '.', ';', ':', '?', '!']);

const auxiliaries = 'do|does|did|is|are|was|were|wo|would|ca|could|should|has|have|had|must|need|ai|might|dare';
/** With or without the apostrophe, which people leave out. "Wont" and "cant" are words of their own, but not in texts. */
const contraction = new RegExp(`\\b(${auxiliaries})n'?t\\b`, 'g');
const askedNegatively = new RegExp(`^[^a-z]*(?:(?:so|but|and|hey|why|well|wait)[ ,]+)*(?:${auxiliaries})n'?t\\b`);
const wholeVerbs: Readonly<Record<string, string>> = { wo: 'will', ca: 'can', ai: 'is' };

/**
 * Whether a text asks by denying: "Didn't she send them?" may take it that she did or that she did not, so nobody can answer it.
 * "Isn't it true that" only asks.
 */
export const asksByDenying = (folded: string, language: ClaimLanguage): boolean =>
  language === 'en' && askedNegatively.test(folded) && !/^[^a-z]*is(?:n't|nt) it (?:true|right|correct)\b/.test(folded);

/** The same text with contracted negations in full: "won't", "dont" and "cannot" become "will not", "do not" and "can not". */
export const spellOutNegations = (folded: string, language: ClaimLanguage): string =>
  language === 'es'
    ? folded
    : folded
        .replace(contraction, (_, verb: string) => `${wholeVerbs[verb] ?? verb} not`)
        .replace(/\bcannot\b/g, 'can not')
        .replace(/\bno\. ?(?=\d)/g, ' ');

/**
 * Words with `¬` for each negation. Two of them in a row of English are two, and are told from none: "did not never send" is read as
 * neither. `words` has punctuation as words of its own.
 */
export const markNegations = (words: readonly string[], language: ClaimLanguage): string[] => {
  let governed = false;
  return words.flatMap((word) => {
    if (clauses.has(word)) governed = false;
    if (!negations[language].has(word)) return [word];
    if (language === 'es' && concordant.has(word) && governed) return [];
    if (language === 'es' && word !== 'sin') governed = true;
    return [negation];
  });
};
