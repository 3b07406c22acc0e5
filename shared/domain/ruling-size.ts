import { facetsOf } from './facet.ts';
import { fail, ok, type Result } from './result.ts';
import { maxFacetValues, maxRulingBytes, type Revision } from './ruling.ts';

/** A ruling that no row, or no transaction, would hold. `field` is a JSON pointer to what weighs most. */
export interface TooLarge {
  readonly kind: 'too-large';
  readonly field: string;
  readonly detail: string;
}

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value));

/** Looks at a revision as it would be stored: at most 300 kB of UTF-8 with its notes, and 40 facet values. */
export const checkSize = (revision: Pick<Revision, 'content' | 'notes'>): Result<void, TooLarge> => {
  const { content, notes } = revision;
  const size = bytes(content) + bytes(notes);
  if (size > maxRulingBytes) {
    const heaviest = Object.entries(content).reduce((a, b) => (bytes(b[1]) > bytes(a[1]) ? b : a));
    return fail({
      kind: 'too-large',
      field: `/${heaviest[0]}`,
      detail: `a ruling has at most ${maxRulingBytes} bytes; this one has ${size}`,
    });
  }
  const facets = facetsOf(content).length;
  return facets > maxFacetValues
    ? fail({
        kind: 'too-large',
        field: '/topics',
        detail: `a ruling has at most ${maxFacetValues} facet values; this one has ${facets}`,
      })
    : ok(undefined);
};
