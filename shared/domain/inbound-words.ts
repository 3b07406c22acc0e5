import { mendTypo } from './opt-out-words.ts';

/** Zero-width characters, joiners, byte order marks and soft hyphens, which nobody sees; accents, and what makes an emoji of a character. */
const unseen = /\p{Cf}|\p{M}/gu;
/** Single letters with anything between them: `S T O P`, `s.t.o.p.`, `S-T-O-P`. */
const spelledOut = /(?<![\p{L}\p{N}])(?:\p{L}[^\p{L}\p{N}]+){2,}\p{L}(?![\p{L}\p{N}])/gu;
/** Taken out first: NFKC makes a space of an accent that stands alone, as some keyboards have it for an apostrophe. */
const apostrophes = /['’‘`´ʼ]/gu;
/** What parts one thing said from the next. */
const clauseMarks = /[.,;:!?¿¡…()[\]{}"“”„«»\n\r|/]+/gu;

/**
 * A text as words in small letters without accents, with ` | ` at both ends and between what marks part: `| who is this | stop texting |`.
 * Full-width, bold and circled letters are plain ones (NFKC), letters spelled out are joined, an address is the word `link`, a `#` after a
 * word is `number`, the stop sign is `stop`, as is a sign of no entry alone; an angry face or a raised hand `ugh`; `opt out`, `no more` and `no mas` are one word each, and
 * what is plainly a typing error of a keyword is that keyword. `|` alone where no word is.
 */
export const readWords = (body: string): string => {
  const plain = body
    .replace(apostrophes, '')
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replace(unseen, '')
    .replace(/https?:\/\/\S+/g, ' link ')
    .replace(/(?<=\p{L} ?)#(?![\p{L}\p{N}])/gu, ' number ')
    .replaceAll('🛑', ' stop ')
    .replace(/^[^\p{L}\p{N}]*[🚫⛔][^\p{L}\p{N}]*$/u, ' stop ')
    .replace(/[👎🖕😡🤬🙄✋🚫⛔❌🙅]/gu, ' ugh ')
    .replace(/\bst[*@#]p\b|\$top\b/g, 'stop')
    .replace(/\bf[*@#]+c?k?/g, 'fuck')
    .replace(spelledOut, (letters) => letters.replace(/[^\p{L}]/gu, ''))
    .replace(clauseMarks, ' | ')
    .replace(/[^\p{L}\p{N}|]+/gu, ' ');
  const words = plain.split(' ').filter((word) => word !== '');
  const inClauses = ['|', ...words.map(mendTypo), '|'];
  return inClauses
    .filter((word, at) => word !== '|' || inClauses[at - 1] !== '|')
    .join(' ')
    .replace(/^\| (?:s top|st op|sto p) \|$/, '| stop |')
    .replace(/\b(?:un (?=subscribe)|opt(?:ing|ed)? (?=out\b)|no (?=mas\b|more\b))/g, (first) =>
      first.replace(/(?:ing|ed)? $/, ''),
    );
};

/** How many words a text has that `readWords` read. */
export const countWords = (words: string): number => words.split(' ').filter((word) => word !== '|').length;

/** What was said, one thing after the other: each a list of words. */
export const clausesOf = (words: string): string[][] =>
  words
    .split('|')
    .map((clause) => clause.split(' ').filter((word) => word !== ''))
    .filter(({ length }) => length > 0);
