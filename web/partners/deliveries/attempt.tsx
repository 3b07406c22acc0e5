import type { Attempt } from '../../../shared/domain/delivery.ts';
import { ClockTime } from '../../parts/clock-time.tsx';
import { outcome } from './outcome.ts';

/** One attempt: when, how long each part took, and what was answered. */
export const AttemptCard = ({ attempt }: { readonly attempt: Attempt }) => {
  const { at, number, url, ms, answer } = attempt;
  const times = [
    ['DNS', ms.dns],
    ['connected', ms.connect],
    ['first byte', ms.firstByte],
    ['total', ms.total],
  ] as const;
  return (
    <li class="card">
      <h3>
        Attempt {number}: {outcome(attempt)}
      </h3>
      <p class="soft">
        <ClockTime at={at} />, to <span class="address">{url}</span>
      </p>
      <dl class="times">
        {times.map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{value === null ? 'none' : `${value} ms`}</dd>
          </div>
        ))}
      </dl>
      {answer === '' ? (
        <p class="soft">The answer had no body.</p>
      ) : (
        <details>
          <summary>What you answered</summary>
          <pre class="wrapped">{answer}</pre>
          <p class="hint">The first kilobyte.</p>
        </details>
      )}
    </li>
  );
};
