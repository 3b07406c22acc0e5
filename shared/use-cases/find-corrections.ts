import type { RulingId } from '../domain/ids.ts';
import { lastCorrection } from '../domain/ruling.ts';
import type { RulingReader } from '../ports/ruling-store.ts';

/** The last correction of a ruling, or its retraction. */
export interface Correction {
  readonly rulingId: RulingId;
  /** The ruling at the newsroom. */
  readonly url: string;
  /** The one that it made; the ruling may have come further since. */
  readonly revision: number;
}

/** Revisions that are read at once, each of 300 kB at most. */
const atOnce = 20;

/** The rulings whose last correction came between two times (ISO 8601), in that order. */
export const findCorrections =
  ({ rulings }: { rulings: Pick<RulingReader, 'corrections' | 'revisions'> }) =>
  async (from: string, until: string): Promise<Correction[]> => {
    const found: Correction[] = [];
    for await (const page of rulings.corrections(from, until))
      for (let at = 0; at < page.length; at += atOnce) {
        const entries = page.slice(at, at + atOnce);
        const revisions = await rulings.revisions(entries);
        for (const { id, url } of entries) {
          const notes = revisions.find(({ rulingId }) => rulingId === id)?.notes ?? [];
          const revision = lastCorrection(notes)?.revision;
          if (revision !== undefined) found.push({ rulingId: id, url, revision });
        }
      }
    return found;
  };
