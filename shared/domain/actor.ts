import * as z from 'zod';
import { idSchema } from './ids.ts';

/** Scopes of an API key. `newsroom:write` publishes, `newsroom:send` approves texts. */
export const scopes = ['newsroom:write', 'newsroom:send', 'partner', 'operator'] as const;
export type Scope = (typeof scopes)[number];

/** Who did it: stands on every revision, event and broadcast. `id` is the API key's. */
export const actorSchema = z.strictObject({
  kind: z.enum(['person', 'partner', 'platform']),
  id: z.union([idSchema('key'), z.literal('platform')]),
  name: z.string(),
});
export type Actor = z.output<typeof actorSchema>;
