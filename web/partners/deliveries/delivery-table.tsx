import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { Failed } from '../../parts/failed.tsx';
import { Scrolls } from '../../parts/scrolls.tsx';
import { Loaded } from '../loaded.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { outcome } from './outcome.ts';
import type { Deliveries } from './use-deliveries.ts';

interface DeliveryTableProps {
  readonly endpointId: string;
  readonly deliveries: Deliveries;
}

/** What an endpoint was owed and how it went, newest first. */
export const DeliveryTable = ({ endpointId, deliveries }: DeliveryTableProps) => (
  <Loaded of={deliveries.polled}>
    {() =>
      deliveries.items.length === 0 ? (
        <p>Nothing yet. The endpoint gets what is published after it was made.</p>
      ) : (
        <>
          <Scrolls label="Deliveries">
            <table>
              <thead>
                <tr>
                  <th scope="col">No.</th>
                  <th scope="col">Revision</th>
                  <th scope="col">State</th>
                  <th scope="col">Attempts</th>
                  <th scope="col">Last attempt</th>
                </tr>
              </thead>
              <tbody>
                {deliveries.items.map((delivery) => (
                  <Row key={delivery.id} {...{ endpointId, delivery }} />
                ))}
              </tbody>
            </table>
          </Scrolls>
          <Failed failure={deliveries.failure} />
          {deliveries.hasMore && (
            <p class="actions">
              <button type="button" class="quiet" disabled={deliveries.busy} onClick={deliveries.more}>
                {deliveries.busy ? 'Loading …' : 'Load earlier ones'}
              </button>
            </p>
          )}
        </>
      )
    }
  </Loaded>
);

const Row = ({ endpointId, delivery }: { readonly endpointId: string; readonly delivery: DeliveryView }) => {
  const { id, sequence, revision, attempts } = delivery;
  const last = attempts.at(-1);
  return (
    <tr>
      <th scope="row">
        <a href={`#/endpoints/${endpointId}/deliveries/${id}`}>{sequence}</a>
      </th>
      <td>{revision}</td>
      <td>
        <DeliveryState {...delivery} />
      </td>
      <td>{last?.number ?? 0}</td>
      <td>{last && `${outcome(last)}, ${last.ms.total} ms`}</td>
    </tr>
  );
};
