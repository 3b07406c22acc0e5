import type { RatingScale } from './rating-scale.ts';

/** One rating of a scale, as the data of an SVG path. The marked one has another shape too, so that it is found without colours. */
export interface MeterPart {
  readonly path: string;
  readonly color: string;
  readonly marked: boolean;
}

/** The picture of a rating on its scale, in units of its own: 56 high, as wide as the scale is long. */
export interface RatingMeter {
  readonly width: number;
  readonly height: number;
  readonly parts: readonly MeterPart[];
  /** What points at the marked part, in the colour of the text around it. */
  readonly pointer: string;
}

/**
 * An ordered scale is a dial, its falsest rating on the left, with a needle and a longer segment at the rating. Others are a row in the
 * order of the scale, with a mark below the rating, which is larger than the rest: discs where ratings are kinds (`unordered`), squares
 * where they are steps of a promise (`status`). Nothing where the scale does not have the rating (any more).
 */
export const ratingMeter = (scale: RatingScale, slug: string): RatingMeter | undefined => {
  const ratings = inOrder(scale);
  const at = ratings.findIndex((rating) => rating.slug === slug);
  if (at === -1) return undefined;
  const colors = ratings.map(({ color }) => color);
  return scale.kind === 'ordered' ? dial(colors, at) : row(colors, at, scale.kind === 'status' ? square : disc);
};

/** Which step of an ordered scale a rating is, counted from the falsest; nothing where steps have no order. */
export const placeOnScale = (
  scale: RatingScale,
  slug: string,
): { readonly place: number; readonly count: number } | undefined => {
  const at = inOrder(scale).findIndex((rating) => rating.slug === slug);
  return scale.kind !== 'ordered' || at === -1 ? undefined : { place: at + 1, count: scale.ratings.length };
};

const inOrder = ({ kind, ratings }: RatingScale): RatingScale['ratings'] =>
  kind === 'ordered' ? ratings.toSorted((a, b) => (a.value ?? 0) - (b.value ?? 0)) : ratings;

const height = 56;

const hub = { x: 50, y: 50, radius: 5 };
/** Radii between which a segment lies: at 24 px high the marked one is 8 px long, the others 3. */
const markedRing = { inner: 28, outer: 48 };
const ring = { inner: 32, outer: 40 };
const needleLength = 24;
/** Between two segments, in radians. */
const gap = 0.06;

const dial = (colors: readonly string[], marked: number): RatingMeter => {
  const span = Math.PI / colors.length;
  const parts = colors.map((color, at) => ({
    path: segment(at * span + gap / 2, (at + 1) * span - gap / 2, at === marked ? markedRing : ring),
    color,
    marked: at === marked,
  }));
  return { width: 2 * hub.x, height, parts, pointer: needle((marked + 0.5) * span) };
};

/** A point of the dial: the angle is 0 on the left and π on the right. */
const onDial = (angle: number, radius: number): string =>
  point(hub.x - radius * Math.cos(angle), hub.y - radius * Math.sin(angle));

const segment = (from: number, to: number, { inner, outer }: typeof ring): string =>
  [
    `M${onDial(from, inner)}L${onDial(from, outer)}A${outer} ${outer} 0 0 1 ${onDial(to, outer)}`,
    `L${onDial(to, inner)}A${inner} ${inner} 0 0 0 ${onDial(from, inner)}Z`,
  ].join('');

const needle = (angle: number): string =>
  `M${onDial(angle - Math.PI / 2, 3)}L${onDial(angle, needleLength)}L${onDial(angle + Math.PI / 2, 3)}Z${disc(hub.x, hub.y, hub.radius)}`;

/** How wide the place of a rating in a row is, and how far its shape reaches from the middle. */
const markedPlace = { width: 40, reach: 17 };
const place = { width: 18, reach: 6 };
const middle = 20;

const row = (colors: readonly string[], marked: number, shape: typeof disc): RatingMeter => {
  const middleOf = (at: number) => {
    if (at < marked) return (at + 0.5) * place.width;
    return (
      marked * place.width +
      (at === marked ? 0.5 * markedPlace.width : (at - marked - 0.5) * place.width + markedPlace.width)
    );
  };
  const parts = colors.map((color, at) => ({
    path: shape(middleOf(at), middle, at === marked ? markedPlace.reach : place.reach),
    color,
    marked: at === marked,
  }));
  const x = middleOf(marked);
  const pointer = `M${point(x, 41)}L${point(x + 8, 54)}L${point(x - 8, 54)}Z`;
  return { width: (colors.length - 1) * place.width + markedPlace.width, height, parts, pointer };
};

const disc = (x: number, y: number, radius: number): string => {
  const half = (sign: number) => `A${radius} ${radius} 0 0 1 ${point(x + sign * radius, y)}`;
  return `M${point(x - radius, y)}${half(1)}${half(-1)}Z`;
};

const square = (x: number, y: number, reach: number): string =>
  `M${point(x - reach, y - reach)}H${short(x + reach)}V${short(y + reach)}H${short(x - reach)}Z`;

const point = (x: number, y: number): string => `${short(x)} ${short(y)}`;

/** To a hundredth of a unit: at 120 px high that is a fiftieth of a pixel. */
const short = (value: number): string => String(Number(value.toFixed(2)) + 0);
