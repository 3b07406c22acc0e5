import { plain } from './plain.ts';

/** A thing of schema.org, out of JSON-LD or microdata: `@type` and properties. */
export type Thing = Readonly<Record<string, unknown>>;

export const isThing = (value: unknown): value is Thing =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** What stands under a name; one value or a list of them is the same thing in schema.org. */
export const valuesOf = (thing: Thing, name: string): readonly unknown[] => {
  const value = thing[name];
  return Array.isArray(value) ? value.flat() : value === undefined || value === null ? [] : [value];
};

/** Names of its types, without schema.org before them. */
export const typesOf = (thing: Thing): string[] =>
  valuesOf(thing, '@type').flatMap((type) =>
    typeof type === 'string' ? [type.trim().replace(/^(https?:\/\/(www\.)?schema\.org\/|schema:)/i, '')] : [],
  );

export const isOfType = (thing: Thing, ...types: readonly string[]): boolean =>
  typesOf(thing).some((type) => types.includes(type));

const textOf = (value: unknown): string => {
  if (typeof value === 'string') return plain(value);
  if (typeof value === 'number') return String(value);
  return isThing(value) && '@value' in value ? textOf(value['@value']) : '';
};

/** The first of these properties that has words, as one line; `null` where none has. */
export const firstText = (thing: Thing, ...names: readonly string[]): string | null => {
  for (const name of names)
    for (const value of valuesOf(thing, name)) {
      const text = textOf(value);
      if (text !== '') return text;
    }
  return null;
};

/** The first http or https address of a thing. */
export const firstAddress = (thing: Thing): string | undefined =>
  ['url', 'contentUrl', '@id'].flatMap((name) => valuesOf(thing, name).flatMap(publicUrl))[0];

const maxUrl = 2_000;

const publicUrl = (value: unknown): string[] => {
  const url = typeof value === 'string' ? URL.parse(value.trim()) : null;
  return url && /^https?:$/.test(url.protocol) && url.href.length <= maxUrl ? [url.href] : [];
};
