/** A draft as JSON: what fields show is read out of it by path, and what they cannot show stays in it as it is. */
export type Json = null | boolean | number | string | readonly Json[] | JsonObject;
export interface JsonObject {
  readonly [key: string]: Json;
}
export type Draft = JsonObject;
export type Path = readonly (string | number)[];

export const emptyDraft: Draft = { claim: { claimant: { kind: 'person' } } };

const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);
export const isObject = (value: Json | undefined): value is JsonObject =>
  typeof value === 'object' && value !== null && !isList(value);

/** The path as the API names it: `/sources/0/title`. */
export const pointerOf = (path: Path): string => path.map((part) => `/${part}`).join('');

export const valueAt = (value: Json | undefined, path: Path): Json | undefined => {
  const [part, ...rest] = path;
  if (part === undefined) return value;
  if (typeof part === 'number') return isList(value) ? valueAt(value[part], rest) : undefined;
  return isObject(value) ? valueAt(value[part], rest) : undefined;
};

export const textAt = (draft: Draft, path: Path): string => {
  const value = valueAt(draft, path);
  return typeof value === 'string' ? value : '';
};

export const listAt = (draft: Draft, path: Path): readonly Json[] => {
  const value = valueAt(draft, path);
  return isList(value) ? value : [];
};

const without = (object: JsonObject, key: string): JsonObject =>
  Object.fromEntries(Object.entries(object).filter(([each]) => each !== key));

/** With `next` at the path; undefined takes it out. What is in the way and of another kind gives way. */
const replaced = (value: Json | undefined, path: Path, next: Json | undefined): Json | undefined => {
  const [part, ...rest] = path;
  if (part === undefined) return next;
  if (typeof part === 'number') {
    const list = isList(value) ? value : [];
    const item = replaced(list[part], rest, next);
    return item === undefined ? list.toSpliced(part, 1) : list.toSpliced(part, 1, item);
  }
  const object = isObject(value) ? value : {};
  const item = replaced(object[part], rest, next);
  return item === undefined ? without(object, part) : { ...object, [part]: item };
};

export const withAt = (draft: Draft, path: Path, next: Json | undefined): Draft => {
  const value = replaced(draft, path, next);
  return isObject(value) ? value : {};
};

const orEmpty = (value: Json | undefined): Json => value ?? {};

/** What the API gets: an image without a field is none, and a claim always has its parts, so that each missing field is named itself. */
export const bodyOf = (draft: Draft): Draft => {
  const claim = orEmpty(draft['claim']);
  const whole = isObject(claim) ? { ...claim, claimant: orEmpty(claim['claimant']) } : claim;
  const body = without({ ...draft, claim: whole }, 'publishAt');
  const image = draft['image'];
  return isObject(image) && Object.keys(image).length === 0 ? without(body, 'image') : body;
};

const emptyBody = JSON.stringify(bodyOf(emptyDraft));
/** Nothing was written in it. */
export const isEmpty = (draft: Draft): boolean => JSON.stringify(bodyOf(draft)) === emptyBody;

/** What a CMS or a person pasted; a sentence where it is no draft. */
export const parseDraft = (text: string): { readonly draft: Draft } | { readonly wrong: string } => {
  try {
    const parsed: Json = JSON.parse(text);
    return isObject(parsed) ? { draft: parsed } : { wrong: 'A draft is a JSON object, in braces.' };
  } catch (error) {
    return { wrong: `This is not JSON: ${error instanceof Error ? error.message : String(error)}` };
  }
};
