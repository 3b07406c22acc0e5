import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { ApiClient } from './api-client.ts';

const publishedSchema = z.object({
  ruling: z.object({ id: z.string(), slug: z.string(), headline: z.string() }),
  event: z.object({ id: z.string(), sequence: z.number(), texts: z.string() }),
});
export type Published = z.output<typeof publishedSchema>;

/** Publishes the ruling in a file. The same `idempotencyKey` publishes once, however often it is tried. */
export const publishFile = async (
  api: ApiClient,
  file: string,
  idempotencyKey: string = randomUUID(),
): Promise<Published> => {
  const text = await readFile(file, 'utf8');
  return api.call('POST', '/v1/rulings', publishedSchema, text, { 'idempotency-key': idempotencyKey });
};
