import { isDeepStrictEqual } from 'node:util';
import { type Facet, parseFacet } from '../domain/facet.ts';
import type { ListedRevision } from '../domain/feed-entry.ts';
import type { RulingId } from '../domain/ids.ts';
import type { Newsroom } from '../domain/newsroom.ts';
import type { Revision } from '../domain/ruling.ts';
import type { RulingReader } from '../ports/ruling-store.ts';

export interface ListingDeps {
  readonly rulings: Pick<RulingReader, 'newest' | 'farewells' | 'revisions' | 'translations'>;
  readonly newsroom: Newsroom;
}

/** A ruling's place in a list: which revision stands there, and whether it is on its way out. */
interface Place {
  readonly id: RulingId;
  readonly revision: number;
  readonly farewell: boolean;
}

/** The rulings that changed last of a facet, and of a rating those that left it too, each once, the last first. */
export const listRevisions = async (deps: ListingDeps, facet: Facet, limit: number): Promise<ListedRevision[]> =>
  readRevisions(deps, await placesOf(deps, facet, limit));

/** The revisions that stand in these places, and what translates them. */
export const readRevisions = async (
  {
    rulings,
    newsroom,
  }: Pick<ListingDeps, 'newsroom'> & {
    readonly rulings: Pick<RulingReader, 'revisions' | 'translations'>;
  },
  places: readonly Place[],
): Promise<ListedRevision[]> => {
  const keyOf = (id: RulingId, revision: number) => `${id}#${revision}`;
  const found = new Map<string, Revision>();
  for (const one of await rulings.revisions(places)) found.set(keyOf(one.rulingId, one.revision), one);
  const listed = places.map(({ id, revision, farewell }) => {
    const stands = found.get(keyOf(id, revision));
    // revisions are immutable, so one that was superseded since it was listed is there still
    if (!stands) throw new Error(`revision ${revision} of ${id} is listed but not there`);
    return { revision: stands, farewell };
  });
  const translations =
    newsroom.languages.length === 1
      ? undefined
      : await rulings.translations(
          listed.map(({ revision: { rulingId: id, content } }) => ({ id, translationOf: content.translationOf })),
        );
  return listed.map((one) => ({ ...one, translations: translations?.get(one.revision.rulingId) ?? [] }));
};

const placesOf = async ({ rulings }: ListingDeps, facet: Facet, limit: number): Promise<Place[]> => {
  const parsed = parseFacet(facet);
  const standing = (await rulings.newest(facet, limit)).map((entry) => ({
    id: entry.id,
    revision: entry.revision,
    farewell: false,
    at: entry.changedAt,
  }));
  const left =
    'name' in parsed && parsed.name === 'rating'
      ? (await rulings.farewells(parsed.value, limit)).map((farewell) => ({ ...farewell, farewell: true }))
      : [];
  // a query is not isolated from a commit that moves a row, nor two queries from each other: of a ruling found twice the later stands
  const places = new Map<RulingId, (typeof standing)[number]>();
  for (const place of [...standing, ...left]) {
    const other = places.get(place.id);
    if (other === undefined || other.revision < place.revision) places.set(place.id, place);
  }
  const all = [...places.values()];
  return (left.length === 0 ? all : all.sort(laterFirst)).slice(0, limit);
};

const laterFirst = (a: { at: string; id: string }, b: { at: string; id: string }): number =>
  `${a.at}#${a.id}` < `${b.at}#${b.id}` ? 1 : -1;

/** Revisions never change, so lists are the same where the same revisions stand in the same order, with the same links. */
export const sameRevisions = (before: readonly ListedRevision[], after: readonly ListedRevision[]): boolean =>
  before.length === after.length &&
  before.every((one, at) => {
    const other = after[at];
    return (
      other !== undefined &&
      other.revision.rulingId === one.revision.rulingId &&
      other.revision.revision === one.revision.revision &&
      other.farewell === one.farewell &&
      isDeepStrictEqual(other.translations, one.translations)
    );
  });
