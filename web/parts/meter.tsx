import { ratingMeter } from '../../shared/domain/rating-meter.ts';
import { meterInWords } from '../../shared/domain/rating-meter-wording.ts';
import type { RatingScale } from '../../shared/domain/rating-scale.ts';

interface MeterProps {
  readonly scale: RatingScale;
  /** The rating's slug; nothing is drawn where the scale does not have it. */
  readonly rating: string;
  /** Height in px. */
  readonly size?: number;
  readonly language?: string;
}

/** A rating on its scale. Drawn as in the generated pages: outlines have the colour of the text, since a scale's colours are its own. */
export const Meter = ({ scale, rating, size = 24, language = document.documentElement.lang }: MeterProps) => {
  const meter = ratingMeter(scale, rating);
  if (meter === undefined) return null;
  const { width, height, parts, pointer } = meter;
  return (
    <svg
      class="meter"
      role="img"
      aria-label={meterInWords(scale, rating, language)}
      width={Math.round((size * width) / height)}
      height={size}
      viewBox={`0 0 ${width} ${height}`}
    >
      {parts.map(({ path, color }) => (
        <path key={path} d={path} fill={color} stroke="currentColor" vector-effect="non-scaling-stroke" />
      ))}
      <path d={pointer} fill="currentColor" />
    </svg>
  );
};
