import { escapeHtml } from './escape-html.ts';
import type { Newsroom } from './newsroom.ts';
import { cleanLine } from './plain-text.ts';
import { type RatingMeter, ratingMeter } from './rating-meter.ts';
import { meterInWords } from './rating-meter-wording.ts';
import { scaleOf } from './scale-of-rating.ts';

/** How high a meter stands in a line of text, in px. */
const lineHeight = 24;

type Scales = Pick<Newsroom, 'ratingScales'>;

/**
 * The meters of these ratings, which nobody sees before `meterMark` shows them: a page of thousands draws each once. Outlines have the
 * colour of the text, for colours that stand out too little from a light page or a dark one; there is no style, which the site's
 * Content-Security-Policy forbids within a page.
 */
export const meterSymbols = (ratings: Iterable<string>, { ratingScales }: Scales): string[] => {
  const symbols = [...new Set(ratings)].sort().flatMap((slug) => {
    const scale = scaleOf(ratingScales, slug);
    const meter = scale && ratingMeter(scale, slug);
    return meter ? [symbol(slug, meter)] : [];
  });
  return symbols.length === 0
    ? []
    : ['<svg class="symbols" width="0" height="0" aria-hidden="true">', ...symbols, '</svg>'];
};

/** A rating's meter in a page that has its symbol; empty where no scale has the rating any more. */
export const meterMark = (slug: string, { ratingScales }: Scales, language: string): string => {
  const scale = scaleOf(ratingScales, slug);
  const meter = scale && ratingMeter(scale, slug);
  if (!scale || !meter) return '';
  const width = Math.round((lineHeight * meter.width) / meter.height);
  const label = escapeHtml(cleanLine(meterInWords(scale, slug, language)));
  return `<svg class="meter" role="img" aria-label="${label}" width="${width}" height="${lineHeight}"><use href="#${symbolId(slug)}"/></svg>`;
};

const symbolId = (slug: string): string => `meter-${slug}`;

const symbol = (slug: string, { width, height, parts, pointer }: RatingMeter): string => {
  const drawn = parts.map(
    ({ path, color }) => `<path d="${path}" fill="${color}" stroke="currentColor" vector-effect="non-scaling-stroke"/>`,
  );
  return `<symbol id="${symbolId(slug)}" viewBox="0 0 ${width} ${height}">${drawn.join('')}<path d="${pointer}" fill="currentColor"/></symbol>`;
};
