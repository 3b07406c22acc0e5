import * as z from 'zod';
import { slugSchema } from './slug.ts';

const ratingSchema = z.strictObject({
  slug: slugSchema,
  label: z.string().min(1).max(60),
  /** Only on ordered scales: the higher, the truer. ClaimReview's ratingValue. */
  value: z.int().min(0).max(100).nullable().default(null),
  color: z.string().regex(/^#[0-9a-f]{6}$/i),
});
export type Rating = z.output<typeof ratingSchema>;

/** `ordered`: steps from false to true; `unordered`: did a politician flip?; `status`: is a promise kept? */
export const ratingScaleSchema = z
  .strictObject({
    id: slugSchema,
    name: z.string().min(1).max(60),
    kind: z.enum(['ordered', 'unordered', 'status']),
    ratings: z.array(ratingSchema).min(2).max(20),
  })
  .check(({ value: scale, issues }) => {
    const values = scale.ratings.map((rating) => rating.value);
    const wanted = scale.kind === 'ordered' ? (v: number | null) => v !== null : (v: number | null) => v === null;
    if (!values.every(wanted) || (scale.kind === 'ordered' && new Set(values).size !== values.length))
      issues.push({
        code: 'custom',
        path: ['ratings'],
        input: scale.ratings,
        message: 'each rating of an ordered scale has a value of its own; other scales have none',
      });
  });
export type RatingScale = z.output<typeof ratingScaleSchema>;
