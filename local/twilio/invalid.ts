import type * as z from 'zod';
import { json, type Reply } from './reply.ts';

const fieldOf = (issue: z.core.$ZodIssue): string[] => {
  if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => `/${key}`);
  return [issue.path.map((part) => `/${String(part)}`).join('')];
};

/** 400, naming each field that does not fit; `prefix` is `?` for those of a query. */
export const invalid = (error: z.ZodError, prefix = ''): Reply => {
  const errors = error.issues.flatMap((issue) =>
    fieldOf(issue).map((pointer) => ({ pointer: prefix + pointer, detail: issue.message })),
  );
  return json(400, { message: `the ${prefix === '' ? 'body' : 'query'} does not fit`, errors });
};
