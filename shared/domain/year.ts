import * as z from 'zod';

/** A year in UTC, such as `2026`. */
export const yearSchema = z.string().regex(/^\d{4}$/);
export type Year = z.output<typeof yearSchema>;

/** The year of an instant (ISO 8601 UTC), or of a month. */
export const yearOf = (instant: string): Year => instant.slice(0, 4);

export const yearBefore = (year: Year): Year => String(Number(year) - 1).padStart(4, '0');
