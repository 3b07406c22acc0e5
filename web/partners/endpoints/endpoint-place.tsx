import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { atRestMs } from '../at-rest.ts';
import { DeliveryTable } from '../deliveries/delivery-table.tsx';
import { ReplayRange } from '../deliveries/replay-range.tsx';
import { useDeliveries } from '../deliveries/use-deliveries.ts';
import { Loaded } from '../loaded.tsx';
import { EnableEndpoint } from './enable-endpoint.tsx';
import { FilterWords } from './filter-words.tsx';
import { Health } from './health.tsx';
import { SendTest } from './send-test.tsx';

/** How it does may change with each attempt. */
const whileMovingMs = 5000;

/** One endpoint: how it does, what it was owed, and what can be done about it. */
export const EndpointPlace = ({ api, id }: { readonly api: Api; readonly id: string }) => {
  const deliveries = useDeliveries(api, id);
  const everyMs = deliveries.moving ? whileMovingMs : atRestMs;
  const polled = usePolling<EndpointView>(api, `/v1/endpoints/${id}`, { everyMs });
  const enabled = (): void => {
    polled.refresh();
    deliveries.restart();
  };
  return (
    <Loaded of={polled}>
      {(endpoint) => (
        <>
          <p class="address">
            <code>{endpoint.url}</code>
          </p>
          <p>
            <Health {...endpoint} />
          </p>
          <p class="soft">
            <FilterWords {...endpoint} />
          </p>
          <EnableEndpoint {...{ api, endpoint }} onEnabled={enabled} />
          <p class="actions">
            <a class="button quiet" href={`#/endpoints/${id}/settings`}>
              Settings and secret
            </a>
            <a href={`#/events/${id}`}>Events and gaps</a>
          </p>
          <SendTest {...{ api, id }} />
          <h2>Deliveries</h2>
          <DeliveryTable endpointId={id} deliveries={deliveries} />
          <ReplayRange {...{ api, id }} onReplayed={deliveries.restart} />
        </>
      )}
    </Loaded>
  );
};
