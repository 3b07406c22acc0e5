import { monthOf } from '../domain/month.ts';
import { fail, ok, type Result } from '../domain/result.ts';
import type { Touched } from '../domain/revise.ts';
import type { RulingContent } from '../domain/ruling.ts';
import type { RulingHead, RulingReader } from '../ports/ruling-store.ts';

/** What a ruling is said to translate does not exist, or is that ruling. */
export interface NothingToTranslate {
  readonly kind: 'nothing-to-translate';
}

/**
 * What an event of a ruling touches beyond its own facets: feeds where it left a farewell, and those of the ruling that it translates,
 * and of the one that it translated before, whose links change. Where its own address or language changes, or it is retracted (`relinks`),
 * those of every ruling that leads to it.
 */
export const findTouched = async (
  rulings: Pick<RulingReader, 'head' | 'translations'>,
  translationOf: RulingContent['translationOf'],
  previous?: RulingHead,
  relinks = false,
): Promise<Result<Touched, NothingToTranslate>> => {
  const before = previous?.translationOf ?? null;
  const originals = await Promise.all(
    [...new Set([translationOf, before])].map(async (id) => (id === null ? undefined : rulings.head(id))),
  );
  if (translationOf !== null && (originals[0] === undefined || translationOf === previous?.id))
    return fail({ kind: 'nothing-to-translate' });
  const linked = previous && relinks ? ((await rulings.translations([previous])).get(previous.id) ?? []) : [];
  const known = originals.filter((head) => head !== undefined);
  const others = linked.filter(({ id }) => !known.some((head) => head.id === id));
  const heads = [...known, ...(await Promise.all(others.map(({ id }) => rulings.head(id))))].filter(
    (head) => head !== undefined,
  );
  return ok({
    facets: [
      ...(previous?.farewells ?? []).map(({ rating }) => `rating#${rating}`),
      ...heads.flatMap(({ facets }) => facets),
    ],
    months: heads.map(({ publishedAt }) => monthOf(publishedAt)),
  });
};
