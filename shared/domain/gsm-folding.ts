/** Characters outside GSM-7 that writers use without meaning to, and what stands for them there. One of them costs 83 characters a segment. */
const folded: Readonly<Record<string, string>> = {
  '‘': "'",
  '’': "'",
  '‚': "'",
  '‛': "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '“': '"',
  '”': '"',
  '„': '"',
  '‟': '"',
  '″': '"',
  '«': '"',
  '»': '"',
  '‐': '-',
  '‑': '-',
  '‒': '-',
  '–': '-',
  '—': '-',
  '―': '-',
  '−': '-',
  '…': '...',
  '•': '-',
  '\u00a0': ' ',
  '\u2009': ' ',
  '\u202f': ' ',
  '\u200b': '',
  '\u2060': '',
  '\ufeff': '',
};
const foldable = new RegExp(`[${Object.keys(folded).join('')}]`, 'gu');

/** The same text with typographic quotes, dashes, ellipses and spaces as GSM-7 has them. Letters stay: á is not a. */
export const foldToGsm = (text: string): string =>
  text.replace(foldable, (character) => folded[character] ?? character);
