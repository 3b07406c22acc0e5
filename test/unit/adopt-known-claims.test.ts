import { expect, test } from 'vitest';
import type { Draft } from '../../local/cli/adopt/draft.ts';
import { withKnownNames } from '../../local/cli/adopt/known-claims.ts';
import { externalIdOf, rulingSlug } from '../../local/cli/adopt/names.ts';

const address = new URL('https://site.example/speech');

/** The drafts of a page with these claims, in this order. */
const page = (...texts: readonly string[]) =>
  texts.map((text, index) => ({
    slug: rulingSlug(address, index + 1),
    externalId: externalIdOf(address, index + 1),
    url: address.href,
    headline: 'A speech',
    claim: { text, claimant: { name: 'Alex Doe', slug: 'alex-doe', kind: 'person' as const } },
    rating: 'false',
  }));
const known = (...texts: readonly string[]) => page(...texts).map((draft) => ({ rulingId: 'rul_1', draft }));
const namesOf = (drafts: readonly Draft[]) =>
  drafts.map(({ claim, externalId, slug }) => `${claim.text} ${externalId} ${slug}`);

test.each([
  ['a known text keeps its names, whatever its white space', [' A\n', 'B'], ['B', 'A'], [2, 1]],
  ['a new one has the place where it stands', ['A'], ['A', 'N'], [1, 2]],
  ['or one that is free, each its own', ['A', 'B'], ['N', 'M', 'A', 'B'], [3, 4, 1, 2]],
  ['and not that of a claim which is gone', ['A', 'B', 'C'], ['B', 'N'], [2, 4]],
  ['nor of another new one', ['A'], ['N', 'M', 'A'], [3, 2, 1]],
  ['in the place of one that is gone it stands where it did', ['A', 'B'], ['N', 'B'], [1, 2]],
])('%s', (_, before, now, places) => {
  const named = withKnownNames(known(...before), page(...now));
  expect(namesOf(named)).toEqual(
    now.map((text, index) => {
      const place = places[index] ?? 0;
      return `${text} ${externalIdOf(address, place)} ${rulingSlug(address, place)}`;
    }),
  );
});
