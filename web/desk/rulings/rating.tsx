import { ratingOf, scaleOf } from '../../../shared/domain/scale-of-rating.ts';
import { Meter } from '../../parts/meter.tsx';
import { useNewsroom } from '../newsroom.ts';

/** A rating in its word, with its place on the scale. */
export const Rating = ({ rating, size = 20 }: { readonly rating: string; readonly size?: number }) => {
  const scales = useNewsroom()?.ratingScales ?? [];
  const scale = scaleOf(scales, rating);
  return (
    <span class="rating">
      {scale && <Meter scale={scale} rating={rating} size={size} />}
      <strong>{ratingOf(scales, rating)?.label ?? rating}</strong>
    </span>
  );
};
