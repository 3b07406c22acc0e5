import { spellInGsm } from '../../../shared/domain/gsm-text.ts';

/** A character that makes a text dear, and how it is spelled where it is not. */
export interface Respelling {
  readonly from: string;
  readonly to: string;
}

/** How those characters can be spelled plainly that are in a text; one that nothing comes near is left to its writer. */
export const respellings = (text: string, outside: readonly string[]): readonly Respelling[] =>
  outside
    .filter((character) => text.includes(character))
    .map((from) => ({ from, to: spellInGsm(from) }))
    .filter(({ to }) => to !== '');

export const respelled = (text: string, changes: readonly Respelling[]): string =>
  changes.reduce((spelled, { from, to }) => spelled.replaceAll(from, to), text);
