import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { type Gap, gapsIn } from './gaps.ts';

interface GapListProps {
  readonly endpointId: string;
  readonly deliveries: readonly DeliveryView[];
}

const shown = 12;

const wordsOf = ({ why, by }: Gap): string => {
  if (why === 'on its way') return 'on the way';
  if (why === 'tried again') return 'failed so far, retried automatically';
  if (why === 'waits') return 'waiting, not retried automatically';
  return by === null ? 'superseded' : `superseded by no. ${by}`;
};

/** What the endpoint was owed and has not got, as far back as deliveries were read. */
export const GapList = ({ endpointId, deliveries }: GapListProps) => {
  const gaps = gapsIn(deliveries);
  const oldest = deliveries.at(-1)?.sequence;
  return (
    <section>
      <h2>Gaps</h2>
      {deliveries.length === 0 && <p>The endpoint has been owed nothing yet.</p>}
      {deliveries.length > 0 && gaps.length === 0 && (
        <p>None: everything from no. {oldest} on that the endpoint was owed has arrived.</p>
      )}
      {gaps.length > 0 && (
        <>
          <p>From no. {oldest} on, the endpoint was owed but has not received:</p>
          <ul>
            {gaps.slice(0, shown).map((gap) => (
              <li key={gap.to}>
                <Stretch gap={gap} />, {wordsOf(gap)}
              </li>
            ))}
          </ul>
          {gaps.length > shown && <p class="soft">{gaps.length - shown} more, marked in the log.</p>}
          {gaps.some(({ why }) => why === 'waits' || why === 'tried again') && (
            <p>
              <a href={`#/endpoints/${endpointId}`}>Send them again</a>
            </p>
          )}
        </>
      )}
    </section>
  );
};

const Stretch = ({ gap: { from, to, count } }: { readonly gap: Gap }) => (
  <strong>{from === to ? `no. ${from}` : `no. ${from} to ${to} (${count})`}</strong>
);
