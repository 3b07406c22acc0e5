import { placeOnScale } from './rating-meter.ts';
import type { RatingScale } from './rating-scale.ts';
import { type Wording, wordingFor } from './wording.ts';

interface MeterWording {
  readonly step: (label: string, place: number, count: number, scale: string) => string;
  readonly kind: (label: string, scale: string) => string;
}

const wordings: Readonly<Record<Wording['locale'], MeterWording>> = {
  'en-US': {
    step: (label, place, count, scale) => `${label}, ${place} of ${count} on the ${scale}`,
    kind: (label, scale) => `${label} on the ${scale}`,
  },
  es: {
    step: (label, place, count, scale) => `${label}, ${place} de ${count} en la escala ${scale}`,
    kind: (label, scale) => `${label} en la escala ${scale}`,
  },
};

/** What a rating's meter shows, for who does not see it: "False, 2 of 6 on the Truth-O-Meter". Its slug where the scale lacks it. */
export const meterInWords = (scale: RatingScale, slug: string, language: string): string => {
  const { step, kind } = wordings[wordingFor(language).locale];
  const label = scale.ratings.find((rating) => rating.slug === slug)?.label ?? slug;
  const on = placeOnScale(scale, slug);
  return on ? step(label, on.place, on.count, scale.name) : kind(label, scale.name);
};
