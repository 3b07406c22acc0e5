import ipaddr from 'ipaddr.js';
import type { Phone } from './phone.ts';

/**
 * A count that a sign-up adds to. More than `most` in a `period` (an hour or a day, in UTC) and nobody is asked to confirm. `subject` is
 * personal data: it is stored as a keyed hash alone.
 */
export interface SignUpCounter {
  readonly by: 'address' | 'prefix' | 'newsroom';
  readonly subject: string;
  readonly period: string;
  readonly most: number;
}

/** A household signs up a handful of phones; who types others' numbers in wants more. */
const perAddress = { hour: 5, day: 20 } as const;
/**
 * 1, area code, exchange and one more digit: a thousand numbers. By the thousand they are given to carriers (thousands-block pooling, 47 CFR
 * 52.20), so that numbers tried one after the other, or of one carrier that shares in what texts to it cost, share few prefixes; and an
 * exchange of ten thousand, which may be all of a small town, is not shut by one.
 */
const prefixLength = '+'.length + 8;
const perPrefix = 20;

/**
 * For all of the newsroom. Addresses are forged and numbers spread over prefixes by who has many of both; this is ten sign-ups a minute,
 * more than a page brings that is read out on television, and what strangers can be texted in an hour at our cost.
 */
const perNewsroom = 600;

/** All counts that a sign-up of `phone` from `address` adds to at `now` (ms since 1970), but for that of the newsroom. */
export const signUpCounters = (address: string, phone: Phone, now: number): readonly SignUpCounter[] => {
  const time = new Date(now).toISOString();
  const [hour, day] = [time.slice(0, 'yyyy-mm-ddThh'.length), time.slice(0, 'yyyy-mm-dd'.length)];
  const network = networkOf(address);
  return [
    { by: 'address', subject: network, period: hour, most: perAddress.hour },
    { by: 'address', subject: network, period: day, most: perAddress.day },
    { by: 'prefix', subject: phone.slice(0, prefixLength), period: hour, most: perPrefix },
  ];
};

/** The count of the newsroom: of sign-ups over no other limit alone, so that one address cannot shut the page for all others. */
export const newsroomCounter = (now: number): SignUpCounter => ({
  ...{ by: 'newsroom', subject: 'all', most: perNewsroom },
  period: new Date(now).toISOString().slice(0, 'yyyy-mm-ddThh'.length),
});

/** Until when the counts of `now` are kept, ISO 8601: past the end of its day, and the same for all of that day. */
export const countedUntil = (now: number): string => {
  const day = 86_400_000;
  return new Date((Math.floor(now / day) + 2) * day).toISOString();
};

/** The first of the counters that is over, where `counts` are in their order; undefined where none is. */
export const firstOver = (
  counters: readonly SignUpCounter[],
  counts: readonly number[],
): SignUpCounter['by'] | undefined => counters.find(({ most }, at) => (counts[at] ?? 0) > most)?.by;

/** Whose an address is: an IPv6 subscriber has 2^64 of them, and is known by the first 64 bits. */
const networkOf = (address: string): string => {
  if (!ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (!('parts' in parsed)) return parsed.toString();
  return `${parsed.parts
    .slice(0, 4)
    .map((part) => part.toString(16))
    .join(':')}::/64`;
};
