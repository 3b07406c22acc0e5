import * as z from 'zod';
import type { PhoneHash } from './subscriber.ts';
import type { ZoneKey } from './time-zone.ts';

/** A cohort is spread over so many partitions: a million people are then 60,000 in each at most, and no partition is hot. */
export const cohortShards = 16;

/**
 * One shard of a cohort: the zones that its people may be in, the hour before which they want no text if they named one, and a number
 * below 16. `America/New_York#7`, `America/Denver+America/Phoenix@11#0`
 */
export const cohortShardSchema = z.templateLiteral([
  z.string().regex(/^[A-Za-z_/+-]+(@\d\d)?$/),
  '#',
  z.string().regex(/^\d\d?$/),
]);
export type CohortShard = z.output<typeof cohortShardSchema>;

/** Where a subscriber belongs; the hash is as good as random. */
export const cohortShardOf = (zones: ZoneKey, hash: PhoneHash): CohortShard =>
  `${zones}#${Buffer.from(hash.slice(2), 'base64url').readUInt8() % cohortShards}`;

export const zoneKeyOfShard = (cohort: CohortShard): ZoneKey => cohort.slice(0, cohort.lastIndexOf('#'));
