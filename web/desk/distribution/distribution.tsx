import './distribution.css';
import type { Api } from '../../api/client.ts';
import { eventWords } from '../../parts/event-words.ts';
import { Stale } from '../../parts/stale.tsx';
import { EarlierEvent } from './earlier-event.tsx';
import { EventStand } from './event-stand.tsx';
import type { ShownDistribution } from './pace.ts';
import { PausedChannels } from './paused-channels.tsx';
import { Reach } from './reach.tsx';
import type { Paced } from './use-paced.ts';

type Event = ShownDistribution['events'][number]['event'];

const titleOf = ({ type, revision }: Event): string => `${eventWords[type]}, revision ${revision}`;

interface DistributionProps {
  readonly api: Api;
  readonly distribution: Paced<ShownDistribution>;
}

/** Where a fact-check went and goes, the newest event first. */
export const Distribution = ({ api, distribution: { value, failure, wake } }: DistributionProps) => {
  const [newest, ...earlier] = value?.events ?? [];
  return (
    <section aria-labelledby="distribution">
      <h2 id="distribution">Distribution</h2>
      <Stale failure={failure} shown={value !== undefined} retry={wake} />
      {value === undefined && failure === undefined && <p>Looking …</p>}
      {value && <PausedChannels channels={value.pausedChannels} />}
      {value?.correctionReach && <Reach reach={value.correctionReach} />}
      {newest && (
        <>
          <h3>{titleOf(newest.event)}</h3>
          <EventStand key={newest.event.id} api={api} event={newest} onDone={wake} />
        </>
      )}
      {earlier.length > 0 && <h3>Before that</h3>}
      {earlier.map((one) => (
        <EarlierEvent key={one.event.id} title={titleOf(one.event)}>
          {() => <EventStand api={api} event={one} onDone={wake} />}
        </EarlierEvent>
      ))}
    </section>
  );
};
