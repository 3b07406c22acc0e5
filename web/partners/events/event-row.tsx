import type { RulingMessage } from '../../../shared/domain/webhook-message.ts';
import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { eventWords } from '../../parts/event-words.ts';
import { Moment } from '../../parts/moment.tsx';
import { DeliveryState } from '../deliveries/delivery-state.tsx';

interface EventRowProps {
  readonly event: RulingMessage;
  readonly endpointId: string | undefined;
  /** Of this event to the endpoint; null where deliveries were not read so far back. */
  readonly delivery: DeliveryView | undefined | null;
  /** The revision of the fact-check that was acknowledged; 0 for none. */
  readonly acknowledged: number;
  readonly onAcknowledge: () => void;
}

/** One event of the log, and what became of it at the endpoint. */
export const EventRow = ({ event, endpointId, delivery, acknowledged, onAcknowledge }: EventRowProps) => {
  const { sequence, revision, origin, ruling } = event.data;
  return (
    <tr>
      <th scope="row">
        {delivery ? <a href={`#/endpoints/${endpointId}/deliveries/${delivery.id}`}>{sequence}</a> : sequence}
      </th>
      <td>
        <Moment at={event.timestamp} />
      </td>
      <td class="what">
        {eventWords[event.type]}: {ruling.headline} <span class="soft">Revision {revision}</span>
      </td>
      {endpointId !== undefined && (
        <td>
          {delivery ? (
            <DeliveryState {...delivery} />
          ) : (
            <span class="soft">
              {origin === 'import' ? 'imported: by pull only' : delivery === null ? 'not looked up' : 'not owed'}
            </span>
          )}
        </td>
      )}
      <td>
        {acknowledged > 0 && <span class="tag good">revision {acknowledged} acknowledged</span>}{' '}
        <button type="button" class="small" onClick={onAcknowledge} aria-label={`Acknowledge no. ${sequence}`}>
          Acknowledge
        </button>
      </td>
    </tr>
  );
};
