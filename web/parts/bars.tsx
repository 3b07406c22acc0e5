/** One bar: what it stands for, and how high it is. */
export interface Bar {
  readonly label: string;
  readonly count: number;
}

interface BarsProps {
  /** What is counted by what, as in “Texts accepted, by minute”. */
  readonly title: string;
  readonly bars: readonly Bar[];
}

const height = 40;
const number = new Intl.NumberFormat();

/** A small column chart of what came one after the other; its numbers are in a table for who cannot see it, or wants them. */
export const Bars = ({ title, bars }: BarsProps) => {
  const highest = Math.max(1, ...bars.map(({ count }) => count));
  const step = 100 / Math.max(1, bars.length);
  return (
    <figure class="bars">
      <figcaption>{title}</figcaption>
      <svg viewBox={`0 0 100 ${height}`} preserveAspectRatio="none" aria-hidden="true">
        {bars.map(({ label, count }, at) => {
          const tall = (count / highest) * height;
          return (
            <rect key={label} class="tone-accent" x={at * step} y={height - tall} width={step * 0.8} height={tall}>
              <title>{`${label}: ${number.format(count)}`}</title>
            </rect>
          );
        })}
      </svg>
      <p class="ends">
        <span>{bars.at(0)?.label}</span>
        <span>{bars.length > 1 && bars.at(-1)?.label}</span>
      </p>
      <details>
        <summary>In numbers</summary>
        <table>
          <tbody>
            {bars.map(({ label, count }) => (
              <tr key={label}>
                <th scope="row">{label}</th>
                <td class="number">{number.format(count)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
    </figure>
  );
};
