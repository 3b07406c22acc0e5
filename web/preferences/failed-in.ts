import type { Failure } from '../api/client.ts';
import type { PageLanguage } from '../parts/language.ts';
import { failedTitle, settingsWords } from '../parts/text-settings/words.ts';
import { words } from './words.ts';

/** What went wrong, as whoever holds a link is told. */
export const failedIn =
  (language: PageLanguage) =>
  (failure: Failure): string => {
    if (failure.kind === 'unauthorized') return words[language].runOut;
    if (failure.problem === 'texts-ended' || failure.problem === 'not-found') return words[language].endedTold;
    return failedTitle(settingsWords[language])(failure);
  };
