import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import type { DeliveryView } from '../../../shared/use-cases/show-deliveries.ts';
import type { Api, Listed } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Scrolls } from '../../parts/scrolls.tsx';
import { Loaded } from '../loaded.tsx';

interface MessageProps {
  readonly api: Api;
  readonly endpoint: EndpointView;
  readonly delivery: DeliveryView;
}

/** What was sent. Bodies are not kept: it is made anew from the log, as it is for each attempt. */
export const Message = ({ api, endpoint, delivery }: MessageProps) => {
  const [open, setOpen] = useState(false);
  const { sequence, eventId } = delivery;
  const body = endpoint.include.includes('body') ? '&include=body' : '';
  const path = sequence === null ? null : `/v1/events?after=${sequence - 1}&limit=1${body}`;
  const polled = usePolling<Listed<unknown>>(api, open ? path : null);
  return (
    <section>
      <h2>What was sent</h2>
      <p>
        <code>webhook-id: {eventId}</code>
      </p>
      {sequence === null ? (
        <p>
          A test or a probe, whose body is not kept.{' '}
          <a href="/schemas/v1/fixtures/endpoint.test.json">What one contains</a>
        </p>
      ) : (
        <details onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>The message</summary>
          <p class="hint">
            As it is made from the log. In yours, <code>previousSequence</code> names what this endpoint was owed before
            it, and <code>supersedes</code> what will not be sent.
          </p>
          <Loaded of={polled}>
            {({ items: [message] }) => (
              <Scrolls label="The message">
                <pre class="wrapped">{JSON.stringify(message, null, 2)}</pre>
              </Scrolls>
            )}
          </Loaded>
        </details>
      )}
    </section>
  );
};
