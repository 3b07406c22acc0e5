import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { usePolling } from '../../api/polling.ts';
import { Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { Loaded } from '../loaded.tsx';
import { changesIn, formOf } from './endpoint-draft.ts';
import { shownAt } from './endpoint-errors.ts';
import { EndpointFields } from './endpoint-fields.tsx';
import { RemoveEndpoint } from './remove-endpoint.tsx';
import { RotateSecret } from './rotate-secret.tsx';
import { useEndpointForm } from './use-endpoint-form.ts';

interface SettingsProps {
  readonly api: Api;
  readonly id: string;
}

/** What an endpoint gets and how, its secret, and its end. */
export const Settings = ({ api, id }: SettingsProps) => (
  <>
    <p class="back">
      <a href={`#/endpoints/${id}`}>Back to the endpoint</a>
    </p>
    <Loaded of={usePolling<EndpointView>(api, `/v1/endpoints/${id}`)}>
      {(endpoint) => (
        <>
          <SettingsForm {...{ api, endpoint }} />
          <RotateSecret {...{ api, id }} />
          <RemoveEndpoint {...{ api, id, url: endpoint.url }} />
        </>
      )}
    </Loaded>
  </>
);

const SettingsForm = ({ api, endpoint }: { readonly api: Api; readonly endpoint: EndpointView }) => {
  const { run, busy, failure } = useAction<EndpointView>();
  const [saved, setSaved] = useState(formOf(endpoint));
  const [said, setSaid] = useState('');
  const { form, change, element } = useEndpointForm(saved, failure);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setSaid('');
    const changes = changesIn(form, saved);
    if (Object.keys(changes).length === 0) return setSaid('Nothing was changed.');
    const answer = await run(() => api.send<EndpointView>('PATCH', `/v1/endpoints/${endpoint.id}`, changes));
    if (answer === undefined) return;
    setSaved(formOf(answer));
    change(formOf(answer));
    setSaid('Saved.');
  };
  return (
    <form ref={element} class="narrow" onSubmit={submit}>
      <EndpointFields {...{ api, form, change, failure }} />
      {endpoint.headerNames.length > 0 && (
        <p class="soft">Sent with your own headers, whose values no one can read: {endpoint.headerNames.join(', ')}.</p>
      )}
      <Failed
        failure={failure}
        shown={shownAt(failure)}
        title={perhapsDone('It may have been saved; saving again does no harm.')}
      />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {busy ? 'Saving …' : 'Save'}
        </button>
        <span role="status">{said}</span>
      </p>
    </form>
  );
};
