import * as z from 'zod';
import type { Month } from '../domain/month.ts';
import { monthSchema } from '../domain/month.ts';
import { type Year, yearSchema } from '../domain/year.ts';

/** A facet whose feeds exist, or are about to, and its name for people who choose among feeds. */
export const listedFeedSchema = z.object({ facet: z.string(), label: z.string() });
export type ListedFeed = z.output<typeof listedFeedSchema>;

/** A monthly archive; until it is `ready` its documents are owed. */
export const listedArchiveSchema = z.object({ month: monthSchema, ready: z.boolean() });
export type ListedArchive = z.output<typeof listedArchiveSchema>;

/** A year whose page of corrections stands; until it is `linked`, the pages that are to lead to it may not do so yet. */
export const yearOfCorrectionsSchema = z.object({ year: yearSchema, linked: z.boolean() });
export type YearOfCorrections = z.output<typeof yearOfCorrectionsSchema>;

/** Which feeds and archives there are. A feed is listed before its first file is written, so that none is left out. */
export interface FeedDirectory {
  /** Lists feeds; of one that is listed already the label is brought up to date. */
  list(feeds: readonly ListedFeed[]): Promise<void>;
  /** Makes sure that feeds are listed; one that is keeps its label. */
  expectFeeds(feeds: readonly ListedFeed[]): Promise<void>;
  /** Feeds after this facet, in the order of their facets, at most `limit`. */
  feedsAfter(facet: string | undefined, limit: number): Promise<ListedFeed[]>;
  /** Makes sure that archives are listed; what is ready stays so. */
  expectArchives(months: readonly Month[]): Promise<void>;
  /** Says that the documents of an archive stand. */
  archiveStands(month: Month): Promise<void>;
  /** All archives, the oldest first. */
  archives(): Promise<ListedArchive[]>;
  /** Says that the page of a year's corrections stands; what is linked stays so. */
  correctionsStand(year: Year): Promise<void>;
  /** Says that the pages beside it lead to that of a year. */
  correctionsAreLinked(year: Year): Promise<void>;
  /** The years whose corrections have a page, the earliest first. */
  yearsOfCorrections(): Promise<YearOfCorrections[]>;
}
