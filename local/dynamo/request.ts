import type * as z from 'zod';
import { invalidRequest } from './errors.ts';

/** A request's body by `schema`; throws a ValidationException that names the first wrong member, not its value. */
export function readRequest<T>(schema: z.ZodType<T>, body: object): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [issue] = error.issues;
  const place = issue?.path.join('.') ?? '';
  throw invalidRequest(
    `1 validation error detected: Value at '${place}' failed to satisfy constraint: ${issue?.message}`,
  );
}
