import type { ClaimLanguage } from './claim-language.ts';
import type { ClaimWords } from './claim-lexicon.ts';
import { claimWordsEn } from './claim-words-en.ts';
import { claimWordsEs } from './claim-words-es.ts';

export const claimWords: Readonly<Record<ClaimLanguage, ClaimWords>> = { en: claimWordsEn, es: claimWordsEs };
