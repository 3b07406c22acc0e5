import * as z from 'zod';
import { idSchema } from './ids.ts';

/** A link to the same ruling in another language. */
export const translationSchema = z.object({ id: idSchema('ruling'), url: z.string(), language: z.string() });
export type Translation = z.output<typeof translationSchema>;
