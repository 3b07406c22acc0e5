import * as z from 'zod';
import { idSchema } from './ids.ts';

/** What a rebuild does one after the other: which feeds and archives there must be, then these themselves, then what leads to them. */
export const rebuildPhases = ['rulings', 'months', 'feeds', 'corrections', 'documents'] as const;

/** A rebuild of all that readers get of rulings, and how far it has come. */
export const rebuildSchema = z.object({
  id: idSchema('rebuild'),
  phase: z.enum(rebuildPhases),
  /** Where the phase goes on; null at its beginning. */
  cursor: z.string().nullable(),
  /** What is done of the round. */
  counts: z.object({ rulings: z.int(), months: z.int(), feeds: z.int() }),
  /** How many pieces of work are done, and up to which the message that asks for the next one is on its queue. */
  step: z.int(),
  sent: z.int(),
  /** Somebody asked for a rebuild since: this one begins once more when it is through. */
  again: z.boolean(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
});
export type Rebuild = z.output<typeof rebuildSchema>;

/** Asks for one piece of a rebuild. */
export const rebuildMessageSchema = z.strictObject({ rebuildId: idSchema('rebuild'), step: z.int() });
export type RebuildMessage = z.output<typeof rebuildMessageSchema>;

/** What a rebuild is at the beginning of a round. */
export const freshRound = {
  phase: 'rulings',
  cursor: null,
  counts: { rulings: 0, months: 0, feeds: 0 },
  again: false,
} as const satisfies Partial<Rebuild>;
