import type { Facet } from '../../domain/facet.ts';
import type { Farewell } from '../../domain/farewell.ts';
import type { EventId, RulingId, ScheduledId } from '../../domain/ids.ts';
import { type Month, monthOf } from '../../domain/month.ts';
import type { Revision } from '../../domain/ruling.ts';
import type { RulingEntry } from '../../ports/ruling-store.ts';
import type { Key } from './table.ts';

/** Keys of the table Rulings. Numbers are padded so that they sort as numbers. */
export const headKey = (id: RulingId): Key => ({ pk: `RULING#${id}`, sk: 'HEAD' });
export const revisionKey = (id: RulingId, revision: number): Key => ({
  pk: `RULING#${id}`,
  sk: `REV#${String(revision).padStart(4, '0')}`,
});
export const logKey = (sequence: number): Key => ({ pk: 'LOG', sk: String(sequence).padStart(16, '0') });
/**
 * Where in the log an event is, written with it: an index would follow moments later, and a partner may acknowledge an event in the
 * moment that it pulled it.
 */
export const eventKey = (id: EventId): Key => ({ pk: `EVENT#${id}`, sk: 'EVENT' });
export const slugKey = (slug: string): Key => ({ pk: `SLUG#${slug}`, sk: 'SLUG' });
export const externalKey = (externalId: string): Key => ({ pk: `EXTERNAL#${externalId}`, sk: 'EXTERNAL' });
export const idempotencyKey = (key: string): Key => ({ pk: `IDEMPOTENCY#${key}`, sk: 'IDEMPOTENCY' });
/** A ruling that is to be published, whole. */
export const scheduledKey = (id: ScheduledId): Key => ({ pk: `SCHEDULED#${id}`, sk: 'SCHEDULED' });
/** All of them in short, in the order of their times. */
export const scheduledPartition = 'SCHEDULED';
export const scheduledEntryKey = ({
  id,
  publishAt,
}: {
  readonly id: ScheduledId;
  readonly publishAt: string;
}): Key => ({
  pk: scheduledPartition,
  sk: `${publishAt}#${id}`,
});
export const counterKey: Key = { pk: 'COUNTER', sk: 'COUNTER' };
export const relayedKey: Key = { pk: 'RELAYED', sk: 'RELAYED' };
export const facetPartition = (facet: Facet | string): string => `FACET#${facet}`;
/** What a ruling left behind in the feed of a rating, in the order in which they left. */
export const farewellPartition = (rating: string): string => `FAREWELL#${rating}`;
export const farewellKey = ({ rating, at }: Farewell, id: RulingId): Key => ({
  pk: farewellPartition(rating),
  sk: `${at}#${id}`,
});
/** The rulings first published in a month, in that order. */
export const monthPartition = (month: Month): string => `MONTH#${month}`;
export const monthKey = (publishedAt: string, id: RulingId): Key => ({
  pk: monthPartition(monthOf(publishedAt)),
  sk: `${publishedAt}#${id}`,
});
/** Links to the translations of a ruling: an attribute for each, under its id. */
export const translationsKey = (id: RulingId): Key => ({ pk: headKey(id).pk, sk: 'TRANSLATIONS' });
/** A facet's rows are in the order of the last change of substance; that of corrections in the order of these. */
export const facetKey = (facet: string, changedAt: string, id: RulingId): Key => ({
  pk: facetPartition(facet),
  sk: `${changedAt}#${id}`,
});

/** The compact entry that stands in each facet's list. */
export const toEntry = (revision: Omit<Revision, 'sequence'>, facets: readonly string[]): RulingEntry => {
  const { content } = revision;
  const { name, slug } = content.claim.claimant;
  return {
    id: revision.rulingId,
    revision: revision.revision,
    status: revision.status,
    slug: content.slug,
    url: content.url,
    headline: content.headline,
    claimant: { name, slug },
    scale: content.scale,
    rating: content.rating,
    language: content.language,
    publishedAt: content.publishedAt,
    updatedAt: revision.updatedAt,
    changedAt: revision.changedAt,
    facets: [...facets],
  };
};
