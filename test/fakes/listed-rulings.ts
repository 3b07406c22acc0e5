import { toEntry } from '../../shared/adapters/dynamo/ruling-rows.ts';
import { facetsOf } from '../../shared/domain/facet.ts';
import type { Revision } from '../../shared/domain/ruling.ts';
import type { RulingReader } from '../../shared/ports/ruling-store.ts';

/** The lists of the ruling store: commit revisions, read facets. `before` is awaited before each read, and decides when it happens. */
export const listedRulings = (before: () => Promise<unknown> = async () => {}) => {
  const revisions: Revision[] = [];
  const heads = () => [...new Map(revisions.map((revision) => [revision.rulingId, revision])).values()];
  const reader: Pick<RulingReader, 'newest' | 'revisions'> = {
    newest: async (facet, limit) => {
      await before();
      return heads()
        .map((revision) => toEntry(revision, facetsOf(revision.content)))
        .filter(({ facets }) => facet === 'all' || facets.includes(facet))
        .toSorted((a, b) => (`${a.changedAt}#${a.id}` < `${b.changedAt}#${b.id}` ? 1 : -1))
        .slice(0, limit);
    },
    revisions: async (wanted) => {
      await before();
      return revisions.filter((have) =>
        wanted.some(({ id, revision }) => id === have.rulingId && revision === have.revision),
      );
    },
  };
  return { reader, commit: (revision: Revision) => void revisions.push(revision) };
};
