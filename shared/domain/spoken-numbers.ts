import type { ClaimLanguage } from './claim-language.ts';

/** A number as both sides of a comparison write it: `#12000`, `#12%`. `year`: it may be one, as in "in 2025". */
export interface SpokenNumber {
  readonly number: string;
  readonly year: boolean;
}
export type NumberedWord = string | SpokenNumber;

const counted = (words: string, first: number, step = 1): [string, number][] =>
  words.split(' ').map((word, at) => [word, first + at * step]);

const units = {
  en: new Map([
    ...counted('zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen', 0),
    ...counted('fifteen sixteen seventeen eighteen nineteen', 15),
    ...counted('twenty thirty forty fifty sixty seventy eighty ninety', 20, 10),
    ...counted('dozen', 12),
  ]),
  es: new Map([
    ...counted('cero uno dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince', 0),
    ...counted('dieciseis diecisiete dieciocho diecinueve veinte veintiuno veintidos veintitres veinticuatro', 16),
    ...counted('veinticinco veintiseis veintisiete veintiocho veintinueve', 25),
    ...counted('treinta cuarenta cincuenta sesenta setenta ochenta noventa', 30, 10),
    ...counted('cien doscientos trescientos cuatrocientos quinientos seiscientos setecientos ochocientos', 100, 100),
    ...counted('ciento doscientas trescientas cuatrocientas quinientas seiscientas setecientas ochocientas', 100, 100),
    ...counted('novecientos', 900),
    ...counted('docena', 12),
  ]),
} as const satisfies Record<ClaimLanguage, ReadonlyMap<string, number>>;

const scales = {
  en: new Map([['hundred', 100], ['thousand', 1e3], ...counted('million', 1e6), ['billion', 1e9], ['trillion', 1e12]]),
  // a Spanish billón is a million millions
  es: new Map([
    ['mil', 1e3],
    ['millon', 1e6],
    ['millones', 1e6],
    ['billon', 1e12],
    ['billones', 1e12],
  ]),
} as const satisfies Record<ClaimLanguage, ReadonlyMap<string, number>>;

const suffixes = new Map([
  ['k', 1e3],
  ['m', 1e6],
  ['mm', 1e6],
  ['bn', 1e9],
  ['b', 1e9],
]);
const joins = { en: 'and', es: 'y' } as const;
/** What makes a lone "one" a count: one in five, uno de cada cinco. Elsewhere it is a pronoun. */
const shares = new Set(['in', 'out', 'de']);

/** A number in digits, as it may stand in a text: a sign of dollars, separators, and a percent sign or a letter for thousands. */
const digitsPattern = /^\$?(\d[\d.,]*)(%|k|mm?|bn?)?$/;

/**
 * Words with the numbers among them read: "1.5 million", "1,500,000" and "un millón quinientos mil" are the same. A comma before exactly
 * three digits parts thousands in both languages (Spanish in the United States writes 200,000 as often as 200.000); a dot does in Spanish.
 */
export const readNumbers = (words: readonly string[], language: ClaimLanguage): NumberedWord[] => {
  const read: NumberedWord[] = [];
  for (let at = 0; at < words.length; ) {
    const run = numberAt(words, at, language);
    if (run) read.push(run.number);
    else read.push(words[at] ?? '');
    at += run?.length ?? 1;
  }
  return read;
};

/** The number that begins at a word, and how many words it takes. */
const numberAt = (words: readonly string[], from: number, language: ClaimLanguage) => {
  let total = 0;
  // what the next scale multiplies; undefined before the first word and after a scale
  let current: number | undefined;
  // what follows must be smaller to belong to it: twenty five is one number, five twenty are two
  let room = Number.POSITIVE_INFINITY;
  let percent = false;
  let at = from;
  for (; at < words.length; at++) {
    const word = words[at] ?? '';
    const digits = at === from ? digitsOf(word, language) : undefined;
    const unit = units[language].get(word);
    const scale = scales[language].get(word);
    if (digits) {
      ({ value: current, percent } = digits);
      room = 0;
    } else if (unit !== undefined && unit < room) {
      current = (current ?? 0) + unit;
      room = roomBelow(unit);
    } else if (scale !== undefined && (current !== undefined || begins(word, at === from, total))) {
      if (scale === 100) current = (current ?? 1) * scale;
      else {
        total = current === undefined && total > 0 ? total * scale : total + (current ?? 1) * scale;
        current = undefined;
      }
      room = Math.min(scale, 1000);
    } else if (word !== joins[language] || at === from || !((units[language].get(words[at + 1] ?? '') ?? room) < room))
      break;
  }
  if (at === from || (at === from + 1 && isPronoun(words, from))) return undefined;
  const named = words[at] === 'percent';
  const number = `#${Number((total + (current ?? 0)).toPrecision(12))}${percent || named ? '%' : ''}`;
  const year = at === from + 1 && /^(19|20)\d\d$/.test(words[from] ?? '');
  return { number: { number, year }, length: at - from + (named ? 1 : 0) };
};

const roomBelow = (unit: number): number => {
  if (unit >= 100) return 100;
  return unit >= 20 && unit % 10 === 0 ? 10 : 0;
};

/** Whether a scale stands without a count before it: a thousand, mil millones. Bare "millones" is nobody's number. */
const begins = (word: string, first: boolean, total: number): boolean =>
  first ? !word.endsWith('es') : total === 1000 || (total > 0 && total < 1e6 && word.startsWith('mill'));

const isPronoun = (words: readonly string[], at: number): boolean =>
  (words[at] === 'one' || words[at] === 'uno') && !shares.has(words[at + 1] ?? '');

const digitsOf = (word: string, language: ClaimLanguage): { value: number; percent: boolean } | undefined => {
  const found = digitsPattern.exec(word);
  if (!found) return undefined;
  const [, written = '', suffix = ''] = found;
  const trimmed = written.replace(/[.,]+$/, '');
  const parted = language === 'es' ? /[.,](?=\d{3}(?!\d))/g : /,(?=\d{3}(?!\d))/g;
  // 0,125 and 1,250,5 are no thousands, but nobody texts them
  const value = Number(trimmed.replace(parted, '').replace(',', '.'));
  if (!Number.isFinite(value)) return undefined;
  return { value: value * (suffixes.get(suffix) ?? 1), percent: suffix === '%' };
};
