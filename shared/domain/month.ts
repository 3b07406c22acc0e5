import * as z from 'zod';

/** A month in UTC, such as `2026-11`. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/);
export type Month = z.output<typeof monthSchema>;

/** The month of an instant (ISO 8601 UTC). A ruling belongs to that of its first publication, which never moves. */
export const monthOf = (instant: string): Month => instant.slice(0, 7);
