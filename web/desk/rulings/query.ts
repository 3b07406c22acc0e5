import { useEffect, useState } from 'preact/hooks';
import { facetNames } from '../../../shared/domain/facet.ts';

const names = [...facetNames, 'updatedAfter'] as const;
type QueryName = (typeof names)[number];

/** What is searched for, by the names that the API has for it; only what was given. */
export type Query = Readonly<Partial<Record<QueryName, string>>>;

/** From the page's fragment, as in `#/?rating=false`. */
export const readQuery = (hash: string): Query => {
  const given = new URLSearchParams(hash.slice(hash.indexOf('?') + 1 || hash.length));
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = given.get(name);
      return value ? [[name, value]] : [];
    }),
  );
};

export const hashOf = (query: Query): string => {
  const written = new URLSearchParams(Object.entries(query)).toString();
  return written === '' ? '#/' : `#/?${written}`;
};

const pageSize = 20;

export const pathOf = (query: Query): string =>
  `/v1/rulings?${new URLSearchParams({ ...query, limit: String(pageSize) })}`;

/** What is searched for now. */
export const useQuery = (): Query => {
  const [query, setQuery] = useState(() => readQuery(location.hash));
  useEffect(() => {
    const follow = (): void => setQuery(readQuery(location.hash));
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return query;
};
