import type { ClaimLanguage } from './claim-language.ts';

/**
 * A light stem, so that "sued", "sues" and "suing", or "pagan" and "pagó", are one word. It only has to give the same for the forms of
 * one word; that it gives the same for two words now and then matters little, as all other words of a claim must agree as well. Names
 * are never stemmed.
 */
export const stemOf = (word: string, language: ClaimLanguage): string =>
  language === 'es' ? stemSpanish(word) : stemEnglish(word);

const hasVowel = /[aeiouy]/;
/** "news" is no plural of "new", and these are no forms of what they end like. */
const keptEnglish = new Set(['news', 'gas', 'bus', 'always', 'during', 'evening', 'morning', 'wedding', 'ceiling']);

const stemEnglish = (word: string): string => {
  if (word.length <= 3 || keptEnglish.has(word)) return word;
  const one = singular(word);
  const bare = /^(.+?)(?:ing|ed)$/.exec(one)?.[1];
  // "need" is no past of "ne", and "spring" no form of anything
  const isVerb = bare !== undefined && !one.endsWith('eed') && bare.length >= 2 && hasVowel.test(bare);
  // "sued" is of "sue"
  const verb = isVerb ? (bare.length === 2 ? `${bare}e` : undouble(bare)) : one;
  if (verb.length <= 3) return verb;
  return verb
    .replace(/(?<=...)ly$/, '')
    .replace(/(?<=..[^e])e$/, '')
    .replace(/(?<=..)y$/, 'i');
};

const singular = (word: string): string => {
  if (/(?:ss|us|is)$/.test(word)) return word;
  if (word.endsWith('ies')) return `${word.slice(0, -3)}y`;
  if (/(?:[sxz]|ch|sh)es$/.test(word)) return word.slice(0, -2);
  return word.endsWith('s') ? word.slice(0, -1) : word;
};

/** "banned" is of "ban"; but "billed" is of "bill", whose l is its own. */
const undouble = (stem: string): string => (/([bdgmnprt])\1$/.test(stem) ? stem.slice(0, -1) : stem);

/** Whom these name differs by their last letter alone, so it stays. */
const keptSpanish = /^(?:hij|herman|nin|ti|abuel|sobrin|prim|novi|espos|cas|banc|puert|cuent)[oa]s?$/;
const endingsOfSpanish = (
  'aciones iciones amientos imientos amiento imiento acion icion mente ' +
  'ariamos eriamos iriamos aremos eremos iremos arian erian irian aria eria iria aran eran iran ara era ira ' +
  'aron ieron yeron ando iendo yendo aban aba ados adas idos idas ado ada ido ida amos emos imos ' +
  'ian ia io yo yen ye ar er ir as es os an en a e o s'
).split(' ');

const stemSpanish = (word: string): string => {
  if (word.length <= 3) return word;
  if (keptSpanish.test(word) || /[dt]oras?$/.test(word)) return word.replace(/s$/, '');
  const ending = endingsOfSpanish.find((one) => word.endsWith(one) && word.length - one.length >= 3);
  const stem = ending === undefined ? word : word.slice(0, -ending.length);
  // cierra and cerró, cuesta and costó, pague and pagó, saque and sacó
  return stem.replace(/ie/g, 'e').replace(/ue/g, 'o').replace(/gu$/, 'g').replace(/qu$/, 'c').replace(/z$/, 'c');
};
