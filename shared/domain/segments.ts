import { SegmentedMessage } from 'sms-segments-calculator';

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

/** How many SMS a text takes, and how it is encoded: 160 septets or 70 UTF-16 units, 153 or 67 a segment where it takes several. */
export const segmentsOf = (text: string): { segments: number; encoding: 'GSM-7' | 'UCS-2' } => {
  const { segmentsCount, encodingName } = new SegmentedMessage(text);
  return { segments: segmentsCount, encoding: encodingName };
};

/** The characters of a text that GSM-7 does not have, each once: one of them is enough to turn 160 characters a segment into 70. */
export const outsideGsm = (text: string): readonly string[] => [
  ...new Set(new SegmentedMessage(text).getNonGsmCharacters()),
];
