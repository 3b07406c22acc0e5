import { foldToGsm } from './gsm-folding.ts';

/** GSM 03.38's alphabet without line breaks: a septet each. What its extension holds takes two. */
const basic =
  '@£$¥èéùìòÇØøÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà';
const extension = '^{}\\[~]|€';
const oneSeptet = new Set(basic);
const twoSeptets = new Set(extension);

const septetsOf = (character: string): number | undefined => {
  if (oneSeptet.has(character)) return 1;
  return twoSeptets.has(character) ? 2 : undefined;
};

/** How many septets a text takes; undefined where GSM-7 has not all of its characters. */
export const countSeptets = (text: string): number | undefined => {
  let sum = 0;
  for (const character of text) {
    const septets = septetsOf(character);
    if (septets === undefined) return undefined;
    sum += septets;
  }
  return sum;
};

/** The same text in GSM-7: á without its accent, and nothing where no letter comes near. White space is single spaces. */
export const spellInGsm = (text: string): string =>
  Array.from(foldToGsm(text.normalize('NFC')), (character) => {
    if (septetsOf(character) !== undefined) return character;
    const near = foldToGsm(character.normalize('NFKD').replace(/\p{M}/gu, ''));
    return Array.from(near, (letter) => (septetsOf(letter) === undefined ? ' ' : letter)).join('');
  })
    .join('')
    .replace(/ +/g, ' ')
    .trim();

/**
 * As many whole words as `septets` hold; where not even the first fits, as much of it as does. Of a text that GSM-7 has not, as many
 * characters (UTF-16).
 */
export const cutToSeptets = (text: string, septets: number): string => {
  let cut = text;
  while ((countSeptets(cut) ?? cut.length) > septets) {
    const atWord = cut.lastIndexOf(' ');
    cut = atWord > 0 ? cut.slice(0, atWord) : cut.replace(/.$/su, '');
  }
  return cut;
};
