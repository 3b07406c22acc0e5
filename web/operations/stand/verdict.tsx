import { Moment } from '../../parts/moment.tsx';
import { counted } from '../../parts/numbers.ts';
import { findingsIn } from './findings.ts';
import type { OperationsNow } from './operations.ts';

const goTo = (part: string): void => {
  const heading = document.querySelector<HTMLElement>(`#${part}`);
  heading?.scrollIntoView();
  heading?.focus();
};

/** Whether all is well, and what is not, before anything else. */
export const Verdict = ({ now }: { readonly now: OperationsNow }) => {
  const findings = findingsIn(now);
  const bad = findings.some(({ tone }) => tone === 'bad');
  return (
    <section class={`verdict note ${findings.length === 0 ? 'good' : bad ? 'bad' : 'warn'}`} aria-label="In short">
      <p class="said" role="status">
        {findings.length === 0 ? 'All is well' : `${counted(findings.length, 'thing needs', 'things need')} a look`}
      </p>
      {findings.length > 0 && (
        <ul>
          {findings.map(({ said, part }) => (
            <li key={said}>
              <button type="button" class="said-so" onClick={() => goTo(part)}>
                {said}
              </button>
            </li>
          ))}
        </ul>
      )}
      <p class="soft">
        As of <Moment at={now.at} />. Refreshed every two seconds.
      </p>
    </section>
  );
};
