import { toEntry } from '../../shared/adapters/dynamo/ruling-rows.ts';
import { facetsOf } from '../../shared/domain/facet.ts';
import { type Farewell, farewellsAfter } from '../../shared/domain/farewell.ts';
import type { RulingId } from '../../shared/domain/ids.ts';
import type { Revision } from '../../shared/domain/ruling.ts';
import type { ListingDeps } from '../../shared/use-cases/list-revisions.ts';

/** The lists of the ruling store: commit revisions, read facets. `before` is awaited before each read, and decides when it happens. */
export const listedRulings = (before: () => Promise<unknown> = async () => {}) => {
  const revisions: Revision[] = [];
  const farewells = new Map<RulingId, Farewell[]>();
  const heads = () => [...new Map(revisions.map((revision) => [revision.rulingId, revision])).values()];
  const reader: ListingDeps['rulings'] = {
    newest: async (facet, limit) => {
      await before();
      return heads()
        .map((revision) => toEntry(revision, facetsOf(revision.content)))
        .filter(({ facets }) => facet === 'all' || facets.includes(facet))
        .toSorted((a, b) => (`${a.changedAt}#${a.id}` < `${b.changedAt}#${b.id}` ? 1 : -1))
        .slice(0, limit);
    },
    farewells: async (rating, limit) => {
      await before();
      return [...farewells]
        .flatMap(([id, all]) => all.map((farewell) => ({ id, ...farewell })))
        .filter((farewell) => farewell.rating === rating)
        .toSorted((a, b) => (`${a.at}#${a.id}` < `${b.at}#${b.id}` ? 1 : -1))
        .slice(0, limit);
    },
    revisions: async (wanted) => {
      await before();
      return revisions.filter((have) =>
        wanted.some(({ id, revision }) => id === have.rulingId && revision === have.revision),
      );
    },
    translations: async () => new Map(),
  };
  const commit = (revision: Revision): void => {
    const { rulingId, content, changedAt } = revision;
    const old = revisions.findLast((other) => other.rulingId === rulingId);
    const previousRating = old && old.content.rating !== content.rating ? old.content.rating : null;
    const event = { previousRating, timestamp: changedAt, revision: revision.revision };
    const type = revision.status === 'retracted' ? ('ruling.retracted' as const) : ('ruling.corrected' as const);
    farewells.set(rulingId, farewellsAfter(farewells.get(rulingId) ?? [], { ...event, type }, content.rating));
    revisions.push(revision);
  };
  return { reader, commit };
};
