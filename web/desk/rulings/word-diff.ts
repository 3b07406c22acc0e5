import { diffWordsWithSpace } from 'diff';

export interface Part {
  readonly kind: 'same' | 'inserted' | 'deleted';
  readonly text: string;
}

/** Comparing is given up after so many ms: two texts of 300 kB that have little in common would take minutes. */
const patienceMs = 250;
/** More than this are no help to whoever reads them. */
const mostParts = 400;
/** Of a longer stretch that is the same, as many characters are kept at each end. */
const keptOfSame = 160;

const shortened = (text: string): string =>
  text.length > 3 * keptOfSame ? `${text.slice(0, keptOfSame)} … ${text.slice(-keptOfSame)}` : text;

/** One text in the place of another. */
export const replaced = (before: string, after: string): Part[] => [
  { kind: 'deleted', text: before },
  { kind: 'inserted', text: after },
];

/** What became of a text, word by word; the whole of it where that would take too long or fall to pieces. */
export const wordDiff = (before: string, after: string): Part[] => {
  const found = diffWordsWithSpace(before, after, { timeout: patienceMs });
  if (found === undefined || found.length > mostParts) return replaced(before, after);
  return found.map(({ value, added, removed }) =>
    added || removed ? { kind: added ? 'inserted' : 'deleted', text: value } : { kind: 'same', text: shortened(value) },
  );
};
