/** Shorter words are too near to others: house and horse, martial and marital. */
const leastMistyped = 8;
/** What ends like a form of a verb: one letter makes "rehired" of "retired", and "elected" of "ejected". */
const verbForm = /(?:ed|ing|[ai]d[oa]s?|[aei]r|aron|ieron)$/;

/**
 * Whether a word is another, mistyped. There is no list of all words at hand, and most words in which one letter is another are words
 * themselves. So only what hardly makes another word counts: in a long word that is no form of a verb, two neighbours swapped, a letter
 * doubled or halved, or a vowel left out or put in.
 */
export const isTypo = (typed: string, meant: string): boolean => {
  if (meant.length < leastMistyped || verbForm.test(meant)) return false;
  // the last letter tells a governor from a governess, and a plural from one
  if (typed[0] !== meant[0] || typed.at(-1) !== meant.at(-1)) return false;
  const [long, short] = typed.length > meant.length ? [typed, meant] : [meant, typed];
  const at = [...short].findIndex((letter, place) => letter !== long[place]);
  if (at === -1) return false;
  const [letter = '', next = ''] = long.slice(at);
  if (long.length === short.length) return long.slice(0, at) + next + letter + long.slice(at + 2) === short;
  const isSlip = /[aeiou]/.test(letter) || letter === long[at - 1];
  return isSlip && long.slice(0, at) + long.slice(at + 1) === short;
};
