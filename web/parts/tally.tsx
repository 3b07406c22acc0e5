import type { Bar } from './bars.tsx';

interface TallyProps {
  /** What is counted by what, as in “People by time zone”. */
  readonly title: string;
  readonly bars: readonly Bar[];
}

const number = new Intl.NumberFormat();

/** A bar chart of things that have names: each in a line with its name and its number. For time, see `Bars`. */
export const Tally = ({ title, bars }: TallyProps) => {
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <figure class="tally">
      <figcaption>{title}</figcaption>
      <ul class="plain">
        {bars.map(({ label, count }) => (
          <li key={label}>
            <span>{label}</span>
            <svg viewBox="0 0 100 10" preserveAspectRatio="none" aria-hidden="true">
              <rect class="tone-accent" width={(count / highest) * 100} height="10" />
            </svg>{' '}
            <span class="number">{number.format(count)}</span>
          </li>
        ))}
      </ul>
    </figure>
  );
};
