import * as z from 'zod';
import { idSchema, type RulingId } from '../../domain/ids.ts';
import { type Translation, translationSchema } from '../../domain/translation.ts';
import type { Translatable } from '../../ports/ruling-store.ts';
import { headKey, translationsKey } from './ruling-rows.ts';
import type { Table } from './table.ts';

const keySchema = z.object({ pk: z.string(), sk: z.string() });
/** What is not of the key is a link under the id of the ruling that it leads to. */
const rowSchema = keySchema.catchall(z.unknown()).transform(({ pk, sk, ...links }) => ({ pk, sk, links }));
const linksSchema = z.record(idSchema('ruling'), translationSchema);
const originalSchema = translationSchema.extend({ status: z.enum(['published', 'retracted']) });

/** Links between rulings in several languages, both ways, in one read: rows of translations, and the heads of what is translated. */
export const findTranslations = async (
  table: Table,
  of: readonly Translatable[],
): Promise<Map<RulingId, Translation[]>> => {
  const originals = new Set(of.flatMap(({ translationOf }) => translationOf ?? []));
  const keys = [...of.map(({ id }) => translationsKey(id)), ...[...originals].map(headKey)];
  const rows = new Map((await table.batchGet(keys, rowSchema)).map((row) => [`${row.pk}|${row.sk}`, row.links]));
  const row = ({ pk, sk }: ReturnType<typeof headKey>) => rows.get(`${pk}|${sk}`);
  return new Map(
    of.map(({ id, translationOf }) => {
      const original =
        translationOf === null ? undefined : originalSchema.optional().parse(row(headKey(translationOf)));
      const links = Object.values(linksSchema.parse(row(translationsKey(id)) ?? {}));
      const all = original?.status === 'published' ? [translationSchema.parse(original), ...links] : links;
      return [id, all.sort((a, b) => (a.id < b.id ? -1 : 1))];
    }),
  );
};
