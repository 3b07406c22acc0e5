/** Words enough that a text of them compresses about as prose does. */
const syllables = [
  'ba',
  'den',
  'for',
  'gil',
  'ha',
  'jor',
  'ka',
  'lim',
  'mo',
  'nes',
  'ot',
  'pra',
  'que',
  'ri',
  'sol',
  'ta',
];

/** The same numbers below `end` for the same seed. */
const numbers = (seed: number) => {
  let state = seed + 1;
  return (end: number): number => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * end);
  };
};

/** A ruling of ordinary size (a 4.6 kB body), told from the others by its number. */
export const proseRuling = (number: number) => {
  const next = numbers(number);
  const word = () => Array.from({ length: 1 + next(3) }, () => syllables[next(syllables.length)]).join('');
  const sentence = () => `${Array.from({ length: 8 + next(10) }, word).join(' ')}.`;
  const paragraph = () => `<p>${Array.from({ length: 6 }, sentence).join(' ')}</p>`;
  return {
    slug: `polled-${number}`,
    url: `https://newsroom.example/rulings/polled-${number}`,
    headline: `No, measure ${number} does not ${word()} the ${word()}`,
    claim: {
      text: `Measure ${number} would ${word()} every ${word()}.`,
      claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
    },
    rating: 'false',
    summary: [sentence(), sentence()],
    bodyHtml: Array.from({ length: 10 }, paragraph).join(''),
    authors: [{ name: 'Sam Roe', slug: 'sam-roe' }],
    topics: ['transport'],
    editions: ['new-york'],
    texts: 'none',
  };
};
