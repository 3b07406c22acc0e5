import { cleanLine } from '../../../shared/domain/plain-text.ts';
import type { Draft } from './draft.ts';
import type { KnownClaim } from './memory.ts';
import { externalIdOf, rulingSlug } from './names.ts';

const wordsOf = ({ claim }: KnownClaim['draft'] | Draft): string => cleanLine(claim.text);

export const isSameClaim = (one: KnownClaim['draft'], other: Draft): boolean => wordsOf(one) === wordsOf(other);

/**
 * The drafts of a page with several claims, each under the names of the known claim of its words, wherever on the page it stands now. One
 * of new words is named by its place, or by a place that nobody had where that is the place of a claim which is still on the page.
 */
export const withKnownNames = (known: readonly KnownClaim[], drafts: readonly Draft[]): Draft[] => {
  const byWords = new Map(known.map(({ draft }) => [wordsOf(draft), draft]));
  const named = drafts.map((draft) => {
    const same = byWords.get(wordsOf(draft));
    return same ? { ...draft, slug: same.slug, externalId: same.externalId } : draft;
  });
  const isKnown = (draft: Draft) => byWords.has(wordsOf(draft));
  const present = new Set(named.filter(isKnown).map(({ externalId }) => externalId));
  const isMoved = (draft: Draft) => !isKnown(draft) && present.has(draft.externalId);
  const taken = new Set([...known.map(({ draft }) => draft), ...named].map(({ externalId }) => externalId));
  return named.map((draft) => (isMoved(draft) ? atFreePlace(draft, taken) : draft));
};

/** Under names that are not `taken`, and then are. */
const atFreePlace = (draft: Draft, taken: Set<string>): Draft => {
  const address = new URL(draft.url);
  let place = 1;
  while (taken.has(externalIdOf(address, place))) place += 1;
  const externalId = externalIdOf(address, place);
  taken.add(externalId);
  return { ...draft, slug: rulingSlug(address, place), externalId };
};
