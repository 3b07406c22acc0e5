import { Moment } from '../../parts/moment.tsx';
import { money } from './money.ts';
import type { Plan } from './use-preflight.ts';

const number = new Intl.NumberFormat();
const heldFor = (seconds: number): string =>
  seconds % 60 === 0 ? `${number.format(seconds / 60)} min` : `${number.format(seconds)} s`;

/** What texting it costs, when the last one has it, and who has a say before. */
export const Forecast = ({ texts }: { readonly texts: Plan['texts'] }) => {
  const { cost, finish, approval, holdSeconds } = texts;
  const days = finish.daysNeeded ?? 0;
  return (
    <section>
      <h3>Cost and time</h3>
      <dl>
        <dt>Cost</dt>
        <dd>
          {money(cost.currency, cost.least, cost.most)}{' '}
          {cost.withinBudget ? (
            <span class="tag good">within budget</span>
          ) : (
            <span class="tag bad">over this month’s budget</span>
          )}
        </dd>
        <dt>Last text arrives</dt>
        <dd>
          {finish.at === null ? (
            'Not while it is still news: this is too much for the sender.'
          ) : (
            <>
              <Moment at={finish.at} zone />
              {days > 1 && `, in ${number.format(days)} days`}
            </>
          )}
        </dd>
        <dt>Before it goes out</dt>
        <dd>
          {approval === 'second-person' ? 'Another editor has to approve it. ' : 'No approval is needed. '}
          {holdSeconds > 0 && `It is held for ${heldFor(holdSeconds)}, and can be called off until then.`}
        </dd>
      </dl>
    </section>
  );
};
