import type { Preferences } from '../../shared/domain/subscriber.ts';

/** What was changed on the page and is not saved yet. */
export type Draft = Partial<Preferences>;

const tidied = (draft: Draft): Draft => ('zip' in draft ? { ...draft, zip: draft.zip?.trim() || null } : draft);

/** In any order: choices are sets. */
const same = (one: unknown, other: unknown): boolean =>
  Array.isArray(one) && Array.isArray(other)
    ? one.length === other.length && one.every((value) => other.includes(value))
    : one === other;

/** Only what differs is asked for: what the phone changed by text meanwhile stays. Undefined where nothing does. */
export const wishOf = (preferences: Preferences, draft: Draft): Draft | undefined => {
  const wanted: Preferences = { ...preferences, ...tidied(draft) };
  const names = ['topics', 'editions', 'language', 'frequency', 'zip', 'notBefore'] as const;
  const changed = names.filter((name) => !same(wanted[name], preferences[name]));
  return changed.length === 0 ? undefined : Object.fromEntries(changed.map((name) => [name, wanted[name]]));
};
