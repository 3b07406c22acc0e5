import { peopleInWords } from '../preflight/audience.tsx';
import { money } from '../preflight/money.ts';
import type { Preflight } from '../preflight/use-preflight.ts';

/** What publishing does, in a sentence or two, as far as it is known. */
export const Consequences = ({ preflight: { plan, current } }: { readonly preflight: Preflight }) => {
  if (plan === undefined || !current)
    return (
      <p class="note warn">
        Who gets it and what it costs is not known now: the preflight has no answer to this draft.
      </p>
    );
  const { mode, audience, cost, approval } = plan.texts;
  return (
    <>
      <p>Feeds carry it and partners get it at once.</p>
      {mode === 'none' && <p>Phones hear nothing of it.</p>}
      {mode === 'digest' && <p>Phones hear of it in the next digest.</p>}
      {mode === 'immediate' && (
        <p>
          By text it goes to <strong>{peopleInWords(audience)}</strong>, for{' '}
          <strong>{money(cost.currency, cost.least, cost.most)}</strong>.
          {approval === 'second-person' && ' Another editor has to approve that.'}
          {!cost.withinBudget && ' This month’s budget does not suffice.'}
        </p>
      )}
    </>
  );
};
