import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { Api, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Field } from '../../parts/field.tsx';
import { goTo } from '../../parts/place.ts';
import { useDeliveries } from '../deliveries/use-deliveries.ts';
import { Loaded } from '../loaded.tsx';
import { EventLog } from './event-log.tsx';
import { GapList } from './gap-list.tsx';

interface EventsPlaceProps {
  readonly api: Api;
  /** The endpoint that is looked at; the first one where none is named. */
  readonly endpointId: string | undefined;
}

/** How many events before the newest one that was owed the log begins with. */
const before = 25;

/** The log as the partner may pull it, and what of it an endpoint has not got. */
export const EventsPlace = ({ api, endpointId }: EventsPlaceProps) => (
  <>
    <p class="lead">
      Every event of the newsroom has a number, and none is skipped. You can pull anything you are missing:{' '}
      <code>GET /v1/events?after=…</code>
    </p>
    <Loaded of={usePolling<Listed<EndpointView>>(api, '/v1/endpoints?limit=100')}>
      {({ items }) => {
        const chosen = endpointId ?? items[0]?.id;
        if (chosen === undefined)
          return <EventLog {...{ api, start: 0 }} endpointId={undefined} deliveries={undefined} />;
        return (
          <>
            <div class="narrow">
              <Field label="Endpoint">
                {(described) => (
                  <select {...described} value={chosen} onChange={(event) => goTo('events', event.currentTarget.value)}>
                    {items.map(({ id, url }) => (
                      <option key={id} value={id}>
                        {url}
                      </option>
                    ))}
                  </select>
                )}
              </Field>
            </div>
            <EventsOf key={chosen} {...{ api, endpointId: chosen }} />
          </>
        );
      }}
    </Loaded>
  </>
);

const EventsOf = ({ api, endpointId }: { readonly api: Api; readonly endpointId: string }) => {
  const deliveries = useDeliveries(api, endpointId);
  return (
    <Loaded of={deliveries.polled}>
      {({ items: [newest] }) => (
        <>
          <GapList endpointId={endpointId} deliveries={deliveries.items} />
          <EventLog {...{ api, endpointId, deliveries }} start={Math.max(0, (newest?.sequence ?? 0) - before)} />
        </>
      )}
    </Loaded>
  );
};
