import { Moment } from '../../parts/moment.tsx';
import { Tally } from '../../parts/tally.tsx';
import type { Plan } from './use-preflight.ts';
import { zoneNames } from './zone-names.ts';

type Audience = Plan['texts']['audience'];

/** More than these are one line. */
const mostBars = 12;
const number = new Intl.NumberFormat();

export const peopleInWords = ({ people, margin }: Pick<Audience, 'people' | 'margin'>): string => {
  const counted = people === 1 ? '1 person' : `${number.format(people)} people`;
  return margin === 0 ? counted : `${counted}, give or take ${number.format(margin)}`;
};

const barsOf = ({ cohorts }: Audience) => {
  const sorted = cohorts.toSorted((a, b) => b.people - a.people);
  const rest = sorted.slice(mostBars);
  const bars = sorted.slice(0, mostBars).map(({ zones, people }) => ({ label: zoneNames(zones), count: people }));
  const others = rest.reduce((sum, { people }) => sum + people, 0);
  return rest.length === 0 ? bars : [...bars, { label: `${rest.length} more`, count: others }];
};

/** Who gets the text, where they are, and who waits. */
export const AudienceOf = ({ audience }: { readonly audience: Audience }) => {
  const asleep = audience.deferred;
  return (
    <section>
      <h3>Who gets it</h3>
      {audience.people === 0 ? (
        <p>No one has signed up for this yet.</p>
      ) : (
        <>
          <p>
            <strong>{peopleInWords(audience)}</strong>
          </p>
          <Tally title="People by time zone" bars={barsOf(audience)} />
        </>
      )}
      {asleep.length > 0 && (
        <ul>
          {asleep.map(({ opensAt, people }) => (
            <li key={opensAt}>
              {number.format(people)} {people === 1 ? 'waits' : 'wait'}{' '}
              {opensAt === null ? (
                'indefinitely: their time zones have no allowed hour in common'
              ) : (
                <>
                  until <Moment at={opensAt} zone />
                </>
              )}
            </li>
          ))}
        </ul>
      )}
    </section>
  );
};
