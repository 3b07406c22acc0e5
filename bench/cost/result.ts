import * as z from 'zod';
import { metersOf, type Usage } from './usage.ts';

const quantities = z.record(z.string(), z.number());
const usage = quantities.transform(
  (all): Usage => Object.fromEntries(metersOf(all).map((meter) => [meter, all[meter] ?? 0])),
);
const byPart = z.record(z.string(), usage);

/** What a run of the cost model has counted. */
export const countedSchema = z.object({
  /** One ruling, with neither the texts nor the deliveries. */
  ruling: byPart,
  /** One text more, and one delivery more. */
  text: byPart,
  delivery: byPart,
  /** One run of each function that has a schedule, with nothing to do. */
  scheduled: byPart,
  segmentsOfText: z.number(),
  /** Feeds that are full. */
  feeds: z.array(z.object({ path: z.string(), bytes: z.number(), gzipped: z.number() })),
  stack: z.object({
    keys: z.number(),
    secrets: z.number(),
    alarms: z.number(),
    dashboards: z.number(),
    queuesPolled: z.number(),
    tables: z.number(),
    runs: quantities,
    memoryMb: z.number(),
  }),
});
export type Counted = z.output<typeof countedSchema>;

/** `bench/cost.json`; docs/cost.md is made of it and the prices alone. */
export const resultSchema = z.object({
  machine: z.string(),
  rulings: z.number(),
  phones: z.number(),
  endpoints: z.number(),
  counted: countedSchema,
});
export type CostResult = z.output<typeof resultSchema>;
