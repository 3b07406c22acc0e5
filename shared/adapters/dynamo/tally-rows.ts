import * as z from 'zod';
import { cohortShardSchema } from '../../domain/cohort.ts';
import type { TextCounts } from '../../domain/text-counts.ts';
import { skipReasons, textStates } from '../../domain/text-ledger.ts';

const statesSchema = z.record(z.enum(textStates), z.int());
const skipsSchema = z.record(z.enum(skipReasons), z.int());
const codesSchema = z.record(z.string(), z.int());
const skipName = (reason: string): string => `skip#${reason}`;
const codePrefix = 'code#';

/** The attributes of a shard's row that count a code each. */
export const codeNamesOf = (row: Readonly<Record<string, unknown>>): string[] =>
  Object.keys(row).filter((name) => name.startsWith(codePrefix));

/** A tally as the attributes of its row: one a number, so that each can be added to. */
export const numbersOf = ({ states, segments, codes, skips }: TextCounts): [name: string, value: number][] => [
  ...textStates.map((state): [string, number] => [state, states[state]]),
  ['segments', segments],
  ...skipReasons.map((reason): [string, number] => [skipName(reason), skips[reason]]),
  ...Object.entries(codes).map(([code, people]): [string, number] => [`${codePrefix}${code}`, people]),
];

const codesIn = (row: Readonly<Record<string, unknown>>): Readonly<Record<string, number>> => {
  const counted = codeNamesOf(row).filter((name) => row[name] !== 0);
  return codesSchema.parse(Object.fromEntries(counted.map((name) => [name.slice(codePrefix.length), row[name]])));
};

/** A shard's mark and its tally. A row that was made before codes and reasons were counted has none. */
export const shardSchema = z
  .looseObject({ shard: cohortShardSchema, segments: z.int(), queuedAt: z.string().nullable().default(null) })
  .transform(({ shard, segments, queuedAt, ...row }) => {
    const states = statesSchema.parse(Object.fromEntries(textStates.map((state) => [state, row[state]])));
    const skips = skipsSchema.parse(Object.fromEntries(skipReasons.map((why) => [why, row[skipName(why)] ?? 0])));
    return { shard, counts: { states, segments, codes: codesIn(row), skips }, queuedAt };
  });
