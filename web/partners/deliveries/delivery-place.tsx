import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Failed } from '../../parts/failed.tsx';
import { Loaded } from '../loaded.tsx';
import { perhapsDone } from '../perhaps-done.ts';
import { AttemptCard } from './attempt.tsx';
import { DeliveryState } from './delivery-state.tsx';
import { Message } from './message.tsx';
import { isMoving } from './moving.ts';

interface DeliveryPlaceProps {
  readonly api: Api;
  readonly endpointId: string;
  readonly id: string;
}

/** One delivery with its attempts, what was sent, and sending it again. */
export const DeliveryPlace = ({ api, endpointId, id }: DeliveryPlaceProps) => {
  const [moving, setMoving] = useState(true);
  const endpoint = usePolling<EndpointView>(api, `/v1/endpoints/${endpointId}`);
  const polled = usePolling<DeliveryView>(api, `/v1/deliveries/${id}`, { everyMs: moving ? 1000 : 5000 });
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
    'It is not tried again by itself: its attempts are used up, the endpoint is disabled, or you answered that you never want it.',
  superseded: 'It will not come: something newer of its fact-check is owed instead.',
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
    setSaid('It is sent again, under the same id.');
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
        title={perhapsDone('It may be on its way; sending it again does no harm, since its id stays.')}
      />
    </>
  );
};
