import { type Month, monthOf } from './month.ts';
import type { Newsroom } from './newsroom.ts';

type Texts = Newsroom['texts'];

const decimals = 6;

/** An amount of money such as `0.0083` in millionths of its currency, to the last digit: 8300. Money is never a float. */
export const microsOf = (amount: string): number => {
  const [whole = '', fraction = ''] = amount.split('.');
  return exact(BigInt(whole + fraction.padEnd(decimals, '0')));
};

/** What so many segments cost, in millionths of the currency. */
export const costOf = ({ pricePerSegment }: Pick<Texts, 'pricePerSegment'>, segments: number): number =>
  exact(BigInt(microsOf(pricePerSegment.amount)) * BigInt(segments));

/** What a month may have cost for a text to leave, in millionths: the last of it is kept for corrections and retractions. */
export const capOf = ({ budget }: Pick<Texts, 'budget'>, mayUseReserve: boolean): number =>
  microsOf(budget.perMonth) - (mayUseReserve ? 0 : microsOf(budget.reservedForCorrections));

/** The month that a text at `now` (ms since 1970) is paid from. */
export const budgetMonthOf = (now: number): Month => monthOf(new Date(now).toISOString());

/** An amount has 15 digits at most, which a number holds exactly; what would not be exact is refused rather than rounded. */
const exact = (micros: bigint): number => {
  const number = Number(micros);
  if (!Number.isSafeInteger(number)) throw new RangeError(`${micros} millionths are more than can be counted exactly`);
  return number;
};
