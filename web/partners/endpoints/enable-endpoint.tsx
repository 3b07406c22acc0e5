import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';

interface EnableEndpointProps {
  readonly api: Api;
  readonly endpoint: EndpointView;
  readonly onEnabled: () => void;
}

/** For an endpoint that does not get what it is owed: takes it back into service, or tries at once what is to be tried later. */
export const EnableEndpoint = ({ api, endpoint, onEnabled }: EnableEndpointProps) => {
  const { run, busy, failure } = useAction<EndpointView>();
  const disabled = endpoint.status === 'disabled';
  const enable = async (): Promise<void> => {
    if (await run(() => api.send<EndpointView>('POST', `/v1/endpoints/${endpoint.id}/enable`))) onEnabled();
  };
  if (endpoint.status === 'active') return null;
  return (
    <div class={`note ${disabled ? 'bad' : 'warn'}`}>
      <p>
        {disabled
          ? 'What it is owed is waiting. Enable it, and everything that was not superseded goes out, slowly at first.'
          : 'What failed is retried automatically, less and less often, for 75 hours. After that, it waits.'}
      </p>
      <Failed failure={failure} title={perhapsDone('It may have been done; pressing again does no harm.')} />
      <p>
        <button type="button" disabled={busy} onClick={enable}>
          {disabled ? 'Enable the endpoint' : 'Try everything now'}
        </button>
      </p>
    </div>
  );
};
