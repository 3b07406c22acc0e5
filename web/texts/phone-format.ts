import { phoneParts } from '../parts/phone-number.ts';

/** How North American numbers are written while somebody types one. What does not look like one is left as it is. */

/** `(312) 555-0134`, or as much of it as there is, after `+1` where that was typed. */
export const formatPhone = (typed: string): string => {
  const parts = phoneParts(typed);
  if (parts === undefined) return typed;
  const [, area = '', exchange = '', line = ''] = /^(\d{0,3})(\d{0,3})(\d*)$/.exec(parts.national) ?? [];
  const number = exchange === '' ? area : `(${area}) ${exchange}${line === '' ? '' : `-${line}`}`;
  return [parts.country, number].filter((part) => part !== '').join(' ');
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
