import * as z from 'zod';

/** The last part of a URL: lower-case ASCII letters and digits in words joined by single hyphens, at most 100. */
export const slugSchema = z
  .string()
  .max(100)
  .regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'lower-case letters and digits in words joined by single hyphens');
