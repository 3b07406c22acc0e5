import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type IdKind, idFromEvent, idPrefixes, idSchema, isId, makeId } from '../../shared/domain/ids.ts';
import { seededRandomness } from '../fakes/randomness.ts';

const ulid = '01JD4Z0000000000000000ABCD';
const kinds = Object.keys(idPrefixes).filter((name): name is IdKind => name in idPrefixes);

/** Whether both ways of looking at an id take it for one of that kind. */
const taken = (kind: IdKind, text: string): boolean[] => [isId(kind, text), idSchema(kind).safeParse(text).success];
const yes = [true, true];
const no = [false, false];

describe.each(kinds)('an id of kind %s', (kind) => {
  test('has its own prefix and no other', () => {
    for (const other of kinds) expect(taken(kind, `${idPrefixes[other]}_${ulid}`)).toEqual(other === kind ? yes : no);
  });

  test('is what is made for it', () => {
    expect(taken(kind, makeId(kind, Date.UTC(2026, 10, 20), seededRandomness(3)))).toEqual(yes);
    expect(idFromEvent(kind, `evt_${ulid}`)).toBe(`${idPrefixes[kind]}_${ulid}`);
  });
});

describe('an id', () => {
  test.each([
    ['no underscore', `rul${ulid}`],
    ['another sign for it', `rul-${ulid}`],
    ['no prefix', ulid],
    ['its prefix alone', 'rul_'],
    ['a prefix in other letters', `RUL_${ulid}`],
    ['one character too few', `rul_${ulid.slice(1)}`],
    ['one too many', `rul_${ulid}0`],
    ['small letters', `rul_${ulid.toLowerCase()}`],
    ['a letter that is none of base 32', `rul_${ulid.slice(0, -1)}U`],
    ['more than 128 bits', `rul_8${ulid.slice(1)}`],
    ['something before it', ` rul_${ulid}`],
    ['something after it', `rul_${ulid}\n`],
    ['a line before it', `x\nrul_${ulid}`],
    ['nothing', ''],
  ])('is none with %s', (_, text) => {
    expect(taken('ruling', text)).toEqual(no);
  });

  test('sorts by the time it was made at', () => {
    const times = fc.tuple(fc.integer({ min: 1, max: 2 ** 40 }), fc.integer({ min: 1, max: 2 ** 40 }), fc.nat());
    fc.assert(
      fc.property(times, ([time, later, seed]) => {
        const random = seededRandomness(seed);
        const [first, second] = [makeId('event', time, random), makeId('event', time + later, random)];
        expect(taken('event', first)).toEqual(yes);
        expect(first < second).toBe(true);
      }),
    );
  });
});
