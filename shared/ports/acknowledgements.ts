import * as z from 'zod';
import { idSchema, type PartnerId, type RulingId } from '../domain/ids.ts';

/** The newest revision of a ruling that a partner says it republished, and where, if it said so. */
export const acknowledgementSchema = z.object({
  partnerId: idSchema('partner'),
  rulingId: idSchema('ruling'),
  revision: z.int().min(1),
  republishedUrl: z.string().nullable(),
  /** ISO 8601. */
  acknowledgedAt: z.string(),
});
export type Acknowledgement = z.output<typeof acknowledgementSchema>;

/** What partners acknowledged, one for each partner and ruling, kept for good. Reads are strongly consistent. */
export interface Acknowledgements {
  /**
   * Takes a newer revision, which keeps the old URL where it has none of its own; a URL for the revision that stands; and nothing else,
   * so that it only moves forward. Answers what stands then.
   */
  take(acknowledgement: Acknowledgement): Promise<Acknowledgement>;
  /** What these partners acknowledged of a ruling; those that did, in no order. */
  of(rulingId: RulingId, partnerIds: readonly PartnerId[]): Promise<Acknowledgement[]>;
  /** What a partner acknowledged of these rulings, each named once; of those that it did, in no order. */
  by(partnerId: PartnerId, rulingIds: readonly RulingId[]): Promise<Acknowledgement[]>;
}
