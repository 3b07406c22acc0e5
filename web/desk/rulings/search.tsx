import { useEffect, useState } from 'preact/hooks';
import type { FacetName } from '../../../shared/domain/facet.ts';
import { Field } from '../../parts/field.tsx';
import { useNewsroom } from '../newsroom.ts';
import { slugOf } from '../slug-of.ts';
import { hashOf, type Query } from './query.ts';

interface Choice {
  readonly value: string;
  readonly label: string;
}

const languageNames = new Intl.DisplayNames(undefined, { type: 'language' });

/** The day of a time, on the reader's own calendar. */
const dayOf = (at: string): string => {
  const time = new Date(at);
  const two = (part: number): string => String(part).padStart(2, '0');
  return `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
};

/** What to search for. It goes into the page's address, so that it can be kept and gone back to. */
export const Search = ({ query }: { readonly query: Query }) => {
  const newsroom = useNewsroom();
  const [wanted, setWanted] = useState<Query>(query);
  useEffect(() => setWanted(query), [query]);
  const set = (name: keyof Query, value: string): void => setWanted((before) => ({ ...before, [name]: value }));

  const choose = (name: FacetName, label: string, choices: readonly Choice[]) => {
    const value = wanted[name] ?? '';
    const known = value === '' || choices.some((choice) => choice.value === value);
    return (
      <Field label={label}>
        {(described) => (
          <select {...described} value={value} onChange={(event) => set(name, event.currentTarget.value)}>
            <option value="">Any</option>
            {!known && <option value={value}>{value}</option>}
            {choices.map((choice) => (
              <option key={choice.value} value={choice.value}>
                {choice.label}
              </option>
            ))}
          </select>
        )}
      </Field>
    );
  };
  const write = (name: 'claimant' | 'author', label: string) => (
    <Field label={label}>
      {(described) => (
        <input
          {...described}
          autocomplete="off"
          spellcheck={false}
          value={wanted[name] ?? ''}
          onInput={(event) => set(name, event.currentTarget.value)}
        />
      )}
    </Field>
  );
  const labelled = (of: readonly { readonly slug: string; readonly label: string }[] = []): Choice[] =>
    of.map(({ slug, label }) => ({ value: slug, label }));
  const languages = (newsroom?.languages ?? []).map((tag) => ({
    value: tag.toLowerCase(),
    label: languageNames.of(tag) ?? tag,
  }));

  const submit = (event: Event): void => {
    event.preventDefault();
    const given = Object.entries(wanted).map(([name, value]) => [
      name,
      /claimant|author/.test(name) ? slugOf(value) : value,
    ]);
    location.hash = hashOf(Object.fromEntries(given.filter(([, value]) => value !== '')));
  };
  const searching = Object.keys(query).length > 0;
  return (
    <details class="search" open={searching}>
      <summary>Search</summary>
      <form onSubmit={submit}>
        <div class="facets">
          {choose('rating', 'Rating', labelled(newsroom?.ratingScales.flatMap(({ ratings }) => ratings)))}
          {write('claimant', 'Speaker')}
          {choose('topic', 'Topic', labelled(newsroom?.topics))}
          {write('author', 'Author')}
          {choose('edition', 'Edition', labelled(newsroom?.editions))}
          {choose('language', 'Language', languages)}
          <Field label="Changed since">
            {(described) => (
              <input
                {...described}
                type="date"
                value={wanted.updatedAfter ? dayOf(wanted.updatedAfter) : ''}
                onChange={({ currentTarget: { value } }) =>
                  set('updatedAfter', value && new Date(`${value}T00:00`).toISOString())
                }
              />
            )}
          </Field>
        </div>
        <p class="actions">
          <button type="submit">Search</button>
          {searching && <a href="#/">Show all</a>}
        </p>
      </form>
    </details>
  );
};
