import type { RulingStore } from '../../../shared/ports/ruling-store.ts';

/** Opens an empty store. */
export type OpenRulingStore = () => Promise<RulingStore>;

/** All items of a list, page by page, and how many each page had. */
export const allPages = async <Item>(
  page: (cursor: string | undefined) => Promise<{ items: Item[]; nextCursor: string | null }>,
): Promise<{ items: Item[]; sizes: number[] }> => {
  const items: Item[] = [];
  const sizes: number[] = [];
  let cursor: string | undefined;
  do {
    const answer = await page(cursor);
    items.push(...answer.items);
    sizes.push(answer.items.length);
    cursor = answer.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return { items, sizes };
};
