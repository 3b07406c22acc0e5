import { useEffect, useState } from 'preact/hooks';
import type { RulingMessage } from '../../../shared/domain/webhook-message.ts';
import type { Api } from '../../api/client.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import type { Deliveries } from '../deliveries/use-deliveries.ts';
import { Loaded } from '../loaded.tsx';
import { Acknowledge } from './acknowledge.tsx';
import { EventRow } from './event-row.tsx';
import { LogSteps } from './log-steps.tsx';
import { useFresh } from './use-fresh.ts';
import { pageSize, useLog } from './use-log.ts';

interface EventLogProps {
  readonly api: Api;
  readonly endpointId: string | undefined;
  readonly deliveries: Deliveries | undefined;
  /** Where to begin. */
  readonly start: number;
}

/** Deliveries are looked up by themselves so far back, beyond that when asked to. */
const mostDeliveries = 1000;

/** The newsroom's log from a number on, as it may be pulled. */
export const EventLog = ({ api, endpointId, deliveries, start }: EventLogProps) => {
  const [asked, setAsked] = useState<RulingMessage>();
  const [acknowledged, setAcknowledged] = useState<ReadonlyMap<string, number>>(new Map());
  const { polled, items, after, next, setAfter } = useLog(api, start, () => deliveries?.polled.refresh());
  useFresh(items, deliveries);
  const owed = new Map(deliveries?.items.map((delivery) => [delivery.sequence, delivery]));
  const lowest = deliveries?.hasMore ? (deliveries.items.at(-1)?.sequence ?? 0) : 0;
  const unread = deliveries !== undefined && lowest > after + 1;
  const count = deliveries?.items.length ?? 0;
  const { busy, failure, more } = deliveries ?? {};
  useEffect(() => {
    if (unread && !busy && failure === undefined && count < mostDeliveries) void more?.();
  }, [unread, busy, count]);
  return (
    <section>
      <h2>The log</h2>
      <LogSteps {...{ after, pageSize, setAfter, next }} />
      <Loaded of={polled}>
        {() =>
          items.length === 0 ? (
            <p>There is no event after no. {after}.</p>
          ) : (
            <Scrolls label="The log">
              <table>
                <thead>
                  <tr>
                    <th scope="col">No.</th>
                    <th scope="col">When</th>
                    <th scope="col">Fact-check</th>
                    {endpointId !== undefined && <th scope="col">At the endpoint</th>}
                    <th scope="col">Your page</th>
                  </tr>
                </thead>
                <tbody>
                  {items.map((event) => (
                    <EventRow
                      key={event.id}
                      {...{ event, endpointId }}
                      delivery={owed.get(event.data.sequence) ?? (event.data.sequence < lowest ? null : undefined)}
                      acknowledged={Math.max(
                        event.acknowledgedRevision ?? 0,
                        acknowledged.get(event.data.rulingId) ?? 0,
                      )}
                      onAcknowledge={() => setAsked(event)}
                    />
                  ))}
                </tbody>
              </table>
            </Scrolls>
          )
        }
      </Loaded>
      {unread && more && (
        <p class="actions">
          <button type="button" class="quiet" disabled={busy} onClick={more}>
            {busy ? 'Looking …' : 'Look up earlier deliveries'}
          </button>
        </p>
      )}
      {asked && (
        <Acknowledge
          {...{ api, event: asked }}
          onClose={() => setAsked(undefined)}
          onDone={(done) => {
            setAsked(undefined);
            setAcknowledged((before) => new Map([...before, [done.rulingId, done.acknowledgedRevision]]));
          }}
        />
      )}
    </section>
  );
};
