import { clausesOf, countWords } from './inbound-words.ts';
import { endingCircumstance, toldOfDeath } from './opt-out-circumstances.ts';
import { plainOptOut } from './opt-out-phrases.ts';
import { plainSpanishOptOut } from './opt-out-phrases-es.ts';
import {
  channelWords,
  emptyWords,
  leadingWords,
  nearStop,
  ourselves,
  sendingWords,
  strongKeywords,
  weakKeywords,
} from './opt-out-words.ts';
import { keepOn } from './phrases.ts';
import { isOfOthers, isReported, soundsLikeOptOut, unclearAlone, unclearPhrase } from './unclear-phrases.ts';

/** In how many words at most after a keyword a word about us says that it is about us; in more it may be by chance. */
const maxWordsAboutUs = 8;
/** A text that ends with "stop" in so many words speaks to us; a longer one may be about a war. */
const maxWordsBeforeStop = 4;
/** A keyword that begins a claim has more words after it: "cancel culture" alone is in doubt, "Cancel culture got him fired" is not. */
const maxWordsInDoubt = 3;

/**
 * - `opt-out`: wants no more texts
 * - `unclear`: may want none
 * - `keep`: says that texts are not to end
 * - `none`: speaks of something else
 */
export type OptOut = 'opt-out' | 'unclear' | 'keep' | 'none';

/**
 * Whether a text, as `readWords` read it, is an opt-out. **Anything that begins with STOP is one**, whatever follows. Of any other clause:
 *
 * - `stop`, `unsubscribe`, `opt out` in front, after words of courtesy: an opt-out if nothing else is said or it is about us; else in doubt
 * - `cancel`, `end`, `quit`, `revoke`, `remove`, `alto`, `parar`, `no mas` and the like: likewise, but with more than two
 *   words that are not about us it is no opt-out: claims begin so ("End the Fed was…")
 * - plain words: the lists of phrases
 *
 * To miss an opt-out is worse than to take one for granted, so that what is in doubt is `unclear`.
 */
export const optOutIn = (read: string): OptOut => {
  if (/^\| stop/.test(read)) return 'opt-out';
  const words = read.replace(keepOn, 'keepon');
  const clauses = clausesOf(words);
  const found = clauses.map((clause, at) => keywordIn(clause, at === 0));
  if (found.includes('opt-out') || endsWithStop(words)) return 'opt-out';
  if (plainPhrases.some((phrase) => phrase.test(words))) return isReported(words) ? 'unclear' : 'opt-out';
  if (found.includes('unclear') || isUnclearPhrase(words) || isUnclearAlone(clauses)) return 'unclear';
  if (words !== read) return 'keep';
  return soundsLikeOptOut(words) ? 'unclear' : 'none';
};

const plainPhrases = [plainOptOut, plainSpanishOptOut, endingCircumstance];

const isUnclearPhrase = (words: string): boolean =>
  toldOfDeath.test(words) || (unclearPhrase.test(words) && !isOfOthers(words));

const keywordIn = (clause: readonly string[], first: boolean): OptOut => {
  const start = clause.findIndex((word) => !leadingWords.has(word));
  const keyword = clause[start];
  if (keyword === undefined) return 'none';
  const strong = keyword.startsWith('stop') || strongKeywords.has(keyword);
  if (!strong && !weakKeywords.has(keyword)) return 'none';
  const rest = clause.slice(start + 1);
  const said = rest.filter((word) => !emptyWords.has(word) && word !== keyword);
  const aboutUs =
    said.some((word) => channelWords.has(word)) ||
    (rest.some((word) => sendingWords.has(word)) && rest.some((word) => ourselves.has(word)));
  if (said.length === 0 || (aboutUs && rest.length <= maxWordsAboutUs)) return 'opt-out';
  if (strong && keyword !== 'stop' && first) return 'opt-out';
  return strong || aboutUs || (first && said.length < maxWordsInDoubt) ? 'unclear' : 'none';
};

const endsWithStop = (words: string): boolean => / stop \|$/.test(words) && countWords(words) <= maxWordsBeforeStop;

const isUnclearAlone = (clauses: readonly (readonly string[])[]): boolean => {
  const [only = []] = clauses;
  if (clauses.length === 1 && only.length === 1 && only.some(nearStop)) return true;
  const alone = clauses.map((clause) => unclearAlone.test(clause.join(' ')));
  const courteous = clauses.map((clause) => clause.every((word) => leadingWords.has(word) || emptyWords.has(word)));
  return alone.includes(true) && alone.every((is, at) => is || courteous[at]);
};
