import { readFile, rename, writeFile } from 'node:fs/promises';
import * as z from 'zod';

const claimSchema = z.object({
  rulingId: z.string().nullable(),
  /** As it was last taken over. */
  draft: z.looseObject({ slug: z.string(), externalId: z.string(), claim: z.looseObject({ text: z.string() }) }),
});
export type KnownClaim = z.output<typeof claimSchema>;

const pageSchema = z.object({
  lastmod: z.string().nullable(),
  etag: z.string().nullable(),
  lastModified: z.string().nullable(),
  gone: z.boolean(),
  claims: z.array(claimSchema),
});
export type KnownPage = z.output<typeof pageSchema>;

/** What is known of each page, by its address: so that only what changed is taken over again. */
export type Memory = Map<string, KnownPage>;

const fileSchema = z.object({ pages: z.array(z.tuple([z.string(), pageSchema])) });

/** The memory of an earlier run, or an empty one where the file is not there yet. */
export const loadMemory = async (file: string | undefined): Promise<Memory> => {
  if (file === undefined) return new Map();
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  });
  return new Map(text === undefined ? [] : fileSchema.parse(JSON.parse(text)).pages);
};

/** Whole or not at all, whenever the process ends. */
export const saveMemory = async (file: string | undefined, memory: Memory): Promise<void> => {
  if (file === undefined) return;
  const next = `${file}.next`;
  await writeFile(next, JSON.stringify({ pages: [...memory] }));
  await rename(next, file);
};
