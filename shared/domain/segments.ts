import { SegmentedMessage } from 'sms-segments-calculator';

/** How many SMS a text takes, and how it is encoded: 160 septets or 70 UTF-16 units, 153 or 67 a segment where it takes several. */
export const segmentsOf = (text: string): { segments: number; encoding: 'GSM-7' | 'UCS-2' } => {
  const { segmentsCount, encodingName } = new SegmentedMessage(text);
  return { segments: segmentsCount, encoding: encodingName };
};

/** The characters of a text that GSM-7 does not have, each once: one of them is enough to turn 160 characters a segment into 70. */
export const outsideGsm = (text: string): readonly string[] => [
  ...new Set(new SegmentedMessage(text).getNonGsmCharacters()),
];
