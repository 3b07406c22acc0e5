import * as z from 'zod';

/** What every message has. Types and fields that this receiver does not know may come at any time, and are let pass. */
export const eventSchema = z.object({
  id: z.string(),
  type: z.string(),
  livemode: z.boolean(),
  data: z.looseObject({
    /** Its place in the log of the wire; a notice such as `endpoint.test` has none. */
    sequence: z.int().optional(),
    /** The event that this endpoint was owed before this one. */
    previousSequence: z.int().nullable().default(null),
    /** Owed events that will not come, since this one says more. */
    supersedes: z.array(z.int()).default([]),
  }),
});
export type Event = z.output<typeof eventSchema>;

const rulingTypes = ['ruling.published', 'ruling.updated', 'ruling.corrected', 'ruling.retracted'];

const rulingDataSchema = z.object({
  rulingId: z.string(),
  revision: z.int(),
  note: z.string().nullable(),
  ruling: z.object({ headline: z.string(), summary: z.array(z.string()) }),
  usage: z.object({ canonicalUrl: z.string(), creditLine: z.string(), onRetraction: z.string() }),
});

/** The partner's own page about a ruling, as far as this example goes. */
export interface Page {
  /** A page that is `removed` answers 410; one that is `replaced` keeps its address and shows the note alone. */
  readonly state: 'standing' | 'replaced' | 'removed';
  readonly headline: string | null;
  readonly summary: readonly string[];
  /** What was corrected, or why it was retracted. Readers must see it. */
  readonly note: string | null;
  readonly creditLine: string;
  readonly canonicalUrl: string;
}

export interface RulingChange {
  readonly rulingId: string;
  readonly revision: number;
  readonly page: Page;
}

/** What an event does to a page; undefined when it is about no ruling. Throws when a type that we know has not what it must have. */
export const rulingChange = ({ type, data }: Event): RulingChange | undefined => {
  if (!rulingTypes.includes(type)) return undefined;
  const { rulingId, revision, note, ruling, usage } = rulingDataSchema.parse(data);
  const { creditLine, canonicalUrl, onRetraction } = usage;
  const kept = { note, creditLine, canonicalUrl };
  if (type !== 'ruling.retracted') return { rulingId, revision, page: { ...kept, ...ruling, state: 'standing' } };
  // a word that a later version may bring is treated as `replace`: the text goes, the note stays
  const state = onRetraction === 'remove' ? 'removed' : 'replaced';
  return { rulingId, revision, page: { ...kept, state, headline: null, summary: [] } };
};
