import { describe, expect, it } from 'vitest';
import { type RatingMeter, ratingMeter } from '../../shared/domain/rating-meter.ts';
import { meterMark, meterSymbols } from '../../shared/domain/rating-meter-markup.ts';
import { meterInWords } from '../../shared/domain/rating-meter-wording.ts';
import type { RatingScale } from '../../shared/domain/rating-scale.ts';
import { readPage } from '../samples/read-page.ts';
import { newsroom } from '../samples/revision.ts';

const long = (kind: RatingScale['kind']): RatingScale => ({
  ...{ id: `long-${kind}`, name: 'Long', kind },
  ratings: Array.from({ length: 20 }, (_, at) => ({
    ...{ slug: `${kind}-${at}`, label: `Step ${at}`, value: kind === 'ordered' ? 5 * at : null, color: '#8e1600' },
  })),
});
const scales = [...newsroom.ratingScales, long('ordered'), long('unordered'), long('status')];
const every = scales.flatMap((scale) => scale.ratings.map(({ slug }) => ({ scale, slug, name: slug })));

const meterOf = (scale: RatingScale, slug: string): RatingMeter => {
  const meter = ratingMeter(scale, slug);
  if (meter === undefined) throw new Error(`no meter of ${slug}`);
  return meter;
};

/** The box around the corners of a path; an arc ends at corners, too. */
const boxOf = (path: string) => {
  const [xs, ys]: [number[], number[]] = [[], []];
  for (const [, command = '', list = ''] of path.matchAll(/([MLAHVZ])([^MLAHVZ]*)/g)) {
    const numbers = list.split(' ').filter(Boolean).map(Number);
    if ('MLA'.includes(command)) {
      xs.push(numbers.at(-2) ?? Number.NaN);
      ys.push(numbers.at(-1) ?? Number.NaN);
    }
    if (command === 'H') xs.push(...numbers);
    if (command === 'V') ys.push(...numbers);
  }
  return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
};
const widthOf = (path: string): number => boxOf(path).right - boxOf(path).left;
const heightOf = (path: string): number => boxOf(path).bottom - boxOf(path).top;
const centreOf = (path: string): number => (boxOf(path).left + boxOf(path).right) / 2;

describe('a meter', () => {
  it.each(every)('of $name has a part for each rating in its own colour and marks that one', ({ scale, slug }) => {
    const { parts } = meterOf(scale, slug);
    expect(parts).toHaveLength(scale.ratings.length);
    expect(parts.map(({ color }) => color).sort()).toEqual(scale.ratings.map(({ color }) => color).sort());
    const marked = parts.filter((part) => part.marked);
    expect(marked.map(({ color }) => color)).toEqual([scale.ratings.find((rating) => rating.slug === slug)?.color]);
  });

  it.each(every)('of $name lies within its picture, and only numbers are in its paths', ({ scale, slug }) => {
    const { width, height, parts, pointer } = meterOf(scale, slug);
    for (const path of [...parts.map(({ path }) => path), pointer]) {
      expect(path).toMatch(/^[MLAHVZ\d. -]+$/);
      const { left, right, top, bottom } = boxOf(path);
      expect([left >= 0, right <= width, top >= 0, bottom <= height], path).toEqual([true, true, true, true]);
    }
  });

  it('looks different for each rating of a scale without its colours', () => {
    for (const scale of scales) {
      const shapes = scale.ratings.map(({ slug }) => {
        const { parts, pointer } = meterOf(scale, slug);
        return JSON.stringify([parts.map(({ path }) => path), pointer]);
      });
      expect(new Set(shapes).size, scale.id).toBe(scale.ratings.length);
    }
  });

  it('is a dial from the falsest on the left to the truest on the right, whatever the order in the settings', () => {
    const [scale] = newsroom.ratingScales;
    if (scale === undefined) throw new Error('no scale');
    const markedAt = (slug: string, of = scale) => meterOf(of, slug).parts.findIndex(({ marked }) => marked);
    const order = ['pants-on-fire', 'false', 'mostly-false', 'half-true', 'mostly-true', 'true'];
    expect(order.map((slug) => markedAt(slug))).toEqual([0, 1, 2, 3, 4, 5]);
    const shuffled = { ...scale, ratings: scale.ratings.toReversed() };
    for (const slug of order) expect(meterOf(shuffled, slug)).toEqual(meterOf(scale, slug));
    const sizes = (slug: string) => meterOf(scale, slug).parts.map(({ path }) => widthOf(path) * heightOf(path));
    for (const [at, slug] of order.entries())
      for (const other of order.filter((each) => each !== slug))
        expect(sizes(slug)[at], slug).toBeGreaterThan(1.5 * (sizes(other)[at] ?? Number.NaN));
    const { parts, width } = meterOf(scale, 'pants-on-fire');
    const centres = parts.map(({ path }) => centreOf(path));
    expect(centres).toEqual(centres.toSorted((a, b) => a - b));
    // the needle leans to the left for what is false, and to the right for what is true
    expect(boxOf(meterOf(scale, 'pants-on-fire').pointer).left).toBeLessThan(width / 2 - 20);
    expect(boxOf(meterOf(scale, 'true').pointer).right).toBeGreaterThan(width / 2 + 20);
  });

  it('is a row in the order of the scale where there is none of truth, the marked one larger and pointed at', () => {
    for (const scale of scales.filter(({ kind }) => kind !== 'ordered'))
      for (const { slug } of scale.ratings) {
        const { parts, pointer } = meterOf(scale, slug);
        const centres = parts.map(({ path }) => centreOf(path));
        expect(centres).toEqual(centres.toSorted((a, b) => a - b));
        const at = scale.ratings.findIndex((rating) => rating.slug === slug);
        expect(centreOf(pointer)).toBeCloseTo(centres[at] ?? Number.NaN);
        for (const { path, marked } of parts) expect(widthOf(path)).toBe(marked ? widthOf(parts[at]?.path ?? '') : 12);
        expect(widthOf(parts[at]?.path ?? '')).toBeGreaterThan(24);
      }
  });

  it('is nothing where the scale has not got the rating', () => {
    for (const scale of scales) expect(ratingMeter(scale, 'gone')).toBeUndefined();
  });
});

describe('a meter in words', () => {
  const [truth, flip] = newsroom.ratingScales;
  it('tells the step of an ordered scale, in English and Spanish, and no step where there is no order', () => {
    if (!truth || !flip) throw new Error('no scale');
    expect(meterInWords(truth, 'false', 'en')).toBe('False, 2 of 6 on the Truth-O-Meter');
    expect(meterInWords(truth, 'true', 'es-MX')).toBe('True, 6 de 6 en la escala Truth-O-Meter');
    expect(meterInWords(flip, 'half-flip', 'de')).toBe('Half Flip on the Flip-O-Meter');
    expect(meterInWords(flip, 'half-flip', 'es')).toBe('Half Flip en la escala Flip-O-Meter');
    expect(meterInWords(truth, 'gone', 'en')).toBe('gone on the Truth-O-Meter');
  });
});

describe('meters in a page', () => {
  it('are drawn once each, outlined in the colour of the text, without a style', () => {
    const symbols = meterSymbols(['false', 'true', 'false', 'gone'], newsroom).join('');
    const { ids, styles } = readPage(symbols);
    expect(ids).toEqual(['meter-false', 'meter-true']);
    expect(styles).toEqual([]);
    const filled = symbols.match(/<path[^>]*fill="#[0-9a-f]{6}"[^>]*>/g) ?? [];
    expect(filled).toHaveLength(12);
    for (const path of filled) expect(path).toContain('stroke="currentColor"');
  });

  it('are shown 24 px high under their name, which is no markup', () => {
    const named = {
      ...newsroom,
      ratingScales: newsroom.ratingScales.map((scale) => ({ ...scale, name: '<b>"Meter"' })),
    };
    const mark = meterMark('false', named, 'en');
    expect(mark).toContain('height="24"');
    expect(readPage(mark)).toMatchObject({
      tags: new Set(['svg', 'use']),
      pictures: [{ label: 'False, 2 of 6 on the <b>"Meter"', uses: '#meter-false' }],
    });
    expect(meterMark('gone', newsroom, 'en')).toBe('');
    expect(meterSymbols(['gone'], newsroom)).toEqual([]);
  });
});
