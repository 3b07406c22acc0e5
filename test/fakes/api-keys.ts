import type { KeyId } from '../../shared/domain/ids.ts';
import type { ApiKey, ApiKeys } from '../../shared/ports/api-keys.ts';

export const fakeApiKeys = (): ApiKeys => {
  const keys = new Map<KeyId, { readonly key: ApiKey; readonly hash: string }>();
  return {
    find: async (hash) => structuredClone([...keys.values()].find((row) => row.hash === hash)?.key),
    add: async (key, hash) => {
      keys.set(key.id, { key: structuredClone(key), hash });
    },
    list: async (limit, cursor) => {
      const after = [...keys.values()]
        .map(({ key }) => structuredClone(key))
        .filter(({ id }) => cursor === undefined || id > cursor)
        .sort((a, b) => (a.id < b.id ? -1 : 1));
      const items = after.slice(0, limit);
      return { items, nextCursor: after.length > limit ? (items.at(-1)?.id ?? null) : null };
    },
    remove: async (id) => keys.delete(id),
  };
};
