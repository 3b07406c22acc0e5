import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { atRestMs } from '../at-rest.ts';
import { Loaded } from '../loaded.tsx';
import { AttemptCard } from './attempt.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { Message } from './message.tsx';
import { isDone, isMoving } from './moving.ts';

interface DeliveryPlaceProps {
  readonly api: Api;
  readonly endpointId: string;
  readonly id: string;
}

/** One delivery with its attempts, what was sent, and sending it again. */
export const DeliveryPlace = ({ api, endpointId, id }: DeliveryPlaceProps) => {
  const [moving, setMoving] = useState(true);
  const everyMs = moving ? 1000 : atRestMs;
  const endpoint = usePolling<EndpointView>(api, `/v1/endpoints/${endpointId}`);
  const polled = usePolling<DeliveryView>(api, `/v1/deliveries/${id}`, { everyMs, done: isDone });
  if (polled.value && isMoving(polled.value) !== moving) setMoving(!moving);
  return (
    <>
      <p class="back">
        <a href={`#/endpoints/${endpointId}`}>Back to the endpoint</a>
      </p>
      <Loaded of={polled}>
        {(delivery) => (
          <>
            <p>
              {delivery.sequence === null
                ? 'A test or a probe'
                : `Event no. ${delivery.sequence}, revision ${delivery.revision} of its fact-check`}
              : <DeliveryState {...delivery} />
            </p>
            {meaning[delivery.state] && <p class="soft">{meaning[delivery.state]}</p>}
            {delivery.sequence !== null && delivery.state !== 'superseded' && (
              <Replay {...{ api, delivery }} onReplayed={polled.refresh} />
            )}
            <h2>Attempts</h2>
            {delivery.attempts.length === 0 && <p>None yet.</p>}
            <ol class="plain" reversed>
              {delivery.attempts.toReversed().map((attempt) => (
                <AttemptCard key={attempt.number} attempt={attempt} />
              ))}
            </ol>
            {endpoint.value && <Message {...{ api, delivery }} endpoint={endpoint.value} />}
          </>
        )}
      </Loaded>
    </>
  );
};

const meaning = {
  pending: '',
  sending: '',
  delivered: '',
  waiting:
    'It is not retried automatically: its attempts are used up, the endpoint is disabled, or you answered that you never want it.',
  superseded: 'It will not be sent: something newer about its fact-check is sent instead.',
} as const satisfies Record<DeliveryView['state'], string>;

interface ReplayProps {
  readonly api: Api;
  readonly delivery: DeliveryView;
  readonly onReplayed: () => void;
}

const Replay = ({ api, delivery, onReplayed }: ReplayProps) => {
  const { run, busy, failure } = useAction<DeliveryView>();
  const [said, setSaid] = useState('');
  const replay = async (): Promise<void> => {
    setSaid('');
    if ((await run(() => api.send<DeliveryView>('POST', `/v1/deliveries/${delivery.id}/replay`))) === undefined) return;
    setSaid('It is being sent again under the same ID.');
    onReplayed();
  };
  return (
    <>
      <p class="actions">
        <button type="button" class="quiet" disabled={busy} onClick={replay}>
          {delivery.state === 'pending' ? 'Send it now' : 'Send it again'}
        </button>
        <span role="status">{said}</span>
      </p>
      <Failed
        failure={failure}
        title={perhapsDone('It may be on its way; sending it again does no harm, since its ID stays the same.')}
      />
    </>
  );
};
