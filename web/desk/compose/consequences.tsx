import { Moment } from '../../parts/moment.tsx';
import { peopleInWords } from '../preflight/audience.tsx';
import { money } from '../preflight/money.ts';
import type { Preflight } from '../preflight/use-preflight.ts';

/** What publishing does, in a sentence or two, as far as it is known. */
export const Consequences = ({ preflight: { plan, asOf, current } }: { readonly preflight: Preflight }) => {
  if (plan === undefined || asOf === undefined || !current)
    return (
      <p class="note warn">
        Who gets it and what it costs is not known right now: the preflight has no answer for this draft.
      </p>
    );
  const { mode, audience, cost, approval } = plan.texts;
  return (
    <>
      <p>Feeds and partners get it right away.</p>
      {mode === 'none' && <p>No texts are sent.</p>}
      {mode === 'digest' && <p>Subscribers get it in the next text digest.</p>}
      {mode === 'immediate' && (
        <p>
          By text it goes to <strong>{peopleInWords(audience)}</strong>, for{' '}
          <strong>{money(cost.currency, cost.least, cost.most)}</strong>.
          {approval === 'second-person' && ' Another editor has to approve it.'}
          {!cost.withinBudget && ' It is over this month’s budget.'} As of <Moment at={asOf} />.
        </p>
      )}
    </>
  );
};
