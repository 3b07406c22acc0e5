import { useState } from 'preact/hooks';
import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { ClockTime } from '../../parts/clock-time.tsx';
import { Failed } from '../../parts/failed.tsx';
import { outcome } from '../deliveries/outcome.ts';

interface SendTestProps {
  readonly api: Api;
  readonly id: string;
}

const isOver = ({ state }: DeliveryView): boolean =>
  state === 'delivered' || state === 'superseded' || state === 'waiting';

/** Sends a signed message that is no fact-check, and says what came of it. */
export const SendTest = ({ api, id }: SendTestProps) => {
  const { run, busy, failure } = useAction<DeliveryView>();
  const [test, setTest] = useState<string>();
  const path = test === undefined ? null : `/v1/deliveries/${test}`;
  const { value, failure: unread } = usePolling<DeliveryView>(api, path, { everyMs: 1000, done: isOver });
  const send = async (): Promise<void> => {
    const sent = await run(() => api.send<DeliveryView>('POST', `/v1/endpoints/${id}/test`));
    if (sent) setTest(sent.id);
  };
  return (
    <section>
      <h2>Try it</h2>
      <p class="actions">
        <button type="button" class="quiet" disabled={busy} onClick={send}>
          {busy ? 'Sending …' : 'Send a test'}
        </button>
        <span class="soft">A signed message of type endpoint.test; a 2xx is all it needs.</span>
      </p>
      <Failed failure={failure} />
      <div role="status">
        {test !== undefined && (
          <p class={`note ${value?.state === 'delivered' ? 'good' : value?.attempts.length ? 'bad' : ''}`}>
            <Result delivery={value} />{' '}
            {value && value.attempts.length > 0 && (
              <a href={`#/endpoints/${id}/deliveries/${test}`}>What was answered</a>
            )}
            {unread && unread.kind !== 'unauthorized' && ` ${unread.title}; asking again.`}
          </p>
        )}
      </div>
    </section>
  );
};

const Result = ({ delivery }: { readonly delivery: DeliveryView | undefined }) => {
  const last = delivery?.attempts.at(-1);
  if (delivery === undefined || last === undefined) return <>The test is on its way.</>;
  if (delivery.state === 'delivered')
    return (
      <>
        The test was taken: {outcome(last)} after {last.ms.total} ms.
      </>
    );
  return (
    <>
      The test failed: {outcome(last)}.
      {delivery.nextAttemptAt && (
        <>
          {' '}
          It is tried again at <ClockTime at={delivery.nextAttemptAt} />.
        </>
      )}
    </>
  );
};
