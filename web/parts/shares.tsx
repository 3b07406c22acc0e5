/** A part of a whole; `tone` says what it means to the reader. */
export interface Share {
  readonly label: string;
  readonly count: number;
  readonly tone: 'good' | 'accent' | 'warn' | 'bad' | 'soft';
}

const number = new Intl.NumberFormat();

/** How a whole is made up: a bar, and its parts in numbers, which add up to it. */
export const Shares = ({ label, parts }: { readonly label: string; readonly parts: readonly Share[] }) => {
  const whole = parts.reduce((sum, { count }) => sum + count, 0);
  const present = parts.filter(({ count }) => count > 0);
  let from = 0;
  const placed = present.map((part) => {
    const width = (part.count / whole) * 100;
    const at = from;
    from += width;
    return { ...part, at, width };
  });
  return (
    <div class="shares">
      <svg viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true">
        <rect class="tone-none" width="100" height="6" />
        {placed.map(({ label: name, tone, at, width }) => (
          <rect key={name} class={`tone-${tone}`} x={at} width={width} height="6" />
        ))}
      </svg>
      <p class="sum">
        {label}: <strong>{number.format(whole)}</strong>
      </p>
      <ul>
        {present.map(({ label: name, count, tone }) => (
          <li key={name}>
            <span class={`dot tone-${tone}`} /> {number.format(count)} {name}
          </li>
        ))}
      </ul>
    </div>
  );
};
