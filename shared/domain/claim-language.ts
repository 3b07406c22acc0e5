/** The languages whose negations we can read. A claim in another one is never answered with: what we cannot read we may turn round. */
export const claimLanguages = ['en', 'es'] as const;
export type ClaimLanguage = (typeof claimLanguages)[number];

/** The first part of a language tag of BCP 47, if it is one of ours. */
export const claimLanguageOf = (tag: string): ClaimLanguage | undefined =>
  claimLanguages.find((language) => language === tag.toLowerCase().split('-')[0]);

/** Small letters without accents, and straight quotes: people type texts without either. */
export const foldWords = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[‘’`´ʼ]/g, "'")
    .replace(/[“”«»]/g, '"')
    .toLowerCase();
