/** A ruling of ordinary size (a 5 kB body), told from the others by its number. */
export const sampleRuling = (number: number) => ({
  slug: `bench-${number}`,
  url: `https://newsroom.example/rulings/bench-${number}`,
  headline: `No, measure ${number} does not close the harbor`,
  claim: {
    text: `Measure ${number} closes the harbor.`,
    claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' },
  },
  rating: 'false',
  summary: ['The measure moves one pier.'],
  bodyHtml: `<p>${'The measure moves one pier and leaves the others. '.repeat(100)}</p>`,
  authors: [{ name: 'Sam Roe', slug: 'sam-roe' }],
  topics: ['transport'],
  editions: ['new-york'],
});
