/** How North American numbers are written while somebody types one. What does not look like one is left as it is. */

/** A number that was copied brings invisible marks, and a link to one its scheme. */
const bare = (typed: string): string => typed.replace(/\p{Cf}/gu, '').replace(/^\s*tel:/i, '');

/** `+1` and at most ten digits, or fewer of them; undefined for what is none. */
const partsOf = (typed: string): { readonly country: string; readonly national: string } | undefined => {
  const text = bare(typed);
  if (!/^\s*\+?[\d\s().\-–—/]*$/.test(text)) return undefined;
  const digits = text.replace(/\D/g, '');
  const plus = text.trimStart().startsWith('+');
  // no area code begins with 1
  const country = digits.startsWith('1') ? '+1' : plus ? '+' : '';
  const national = digits.startsWith('1') ? digits.slice(1) : digits;
  return national.length > 10 || (country === '+' && national !== '') ? undefined : { country, national };
};

/** `(312) 555-0134`, or as much of it as there is, after `+1` where that was typed. */
export const formatPhone = (typed: string): string => {
  const parts = partsOf(typed);
  if (parts === undefined) return typed;
  const [, area = '', exchange = '', line = ''] = /^(\d{0,3})(\d{0,3})(\d*)$/.exec(parts.national) ?? [];
  const number = exchange === '' ? area : `(${area}) ${exchange}${line === '' ? '' : `-${line}`}`;
  return [parts.country, number].filter((part) => part !== '').join(' ');
};

/** As E.164; undefined where digits are missing, or it is no such number. */
export const phoneIn = (typed: string): `+1${string}` | undefined => {
  const { national } = partsOf(typed) ?? {};
  return national?.length === 10 ? `+1${national}` : undefined;
};

const counts = /[\d+]/;

/** So many of the characters that count stand before the caret. */
const countBefore = (text: string, caret: number): number =>
  [...text.slice(0, caret)].filter((character) => counts.test(character)).length;

/**
 * Where the caret belongs in `formatted`, which was `typed` with the caret at `caret`: behind the same digit, or, where somebody deletes
 * forwards, before the same one.
 */
export const caretIn = (formatted: string, typed: string, caret: number, forwards: boolean): number => {
  const added = countBefore(formatted, formatted.length) - countBefore(typed, typed.length);
  const wanted = Math.max(0, countBefore(typed, caret) + (caret > 0 ? added : 0));
  let at = 0;
  for (let seen = 0; seen < wanted && at < formatted.length; at += 1) if (counts.test(formatted[at] ?? '')) seen += 1;
  while (forwards && at < formatted.length && !counts.test(formatted[at] ?? '')) at += 1;
  return at;
};
