import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { blankForm, draftOf } from './endpoint-draft.ts';
import { shownAt } from './endpoint-errors.ts';
import { EndpointFields } from './endpoint-fields.tsx';
import { SecretOnce } from './secret-once.tsx';
import { useEndpointForm } from './use-endpoint-form.ts';

type Made = EndpointView & { readonly secret: string };

/** Makes an endpoint, and shows its secret. */
export const NewEndpoint = ({ api }: { readonly api: Api }) => {
  const { run, busy, failure } = useAction<Made>();
  const { form, change, element } = useEndpointForm(blankForm, failure);
  const [made, setMade] = useState<Made>();
  if (made)
    return (
      <>
        <p class="address">
          <code>{made.url}</code> gets what is published from now on.
        </p>
        <SecretOnce
          secret={made.secret}
          advice="Your receiver verifies messages with it. If you lose it, you can make a new one."
        />
        <p class="actions">
          <a class="button" href={`#/endpoints/${made.id}`}>
            Go to the endpoint
          </a>
          <a href="#/verify">How to verify a message</a>
        </p>
      </>
    );
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const answer = await run(() => api.send<Made>('POST', '/v1/endpoints', draftOf(form)));
    if (answer) setMade(answer);
  };
  return (
    <form ref={element} class="narrow" onSubmit={submit}>
      <EndpointFields {...{ api, form, change, failure }} />
      <Failed
        failure={failure}
        shown={shownAt(failure)}
        title={perhapsDone('The endpoint may have been made: look at your endpoints before you try again.')}
      />
      <p class="actions">
        <button type="submit" disabled={busy}>
          {busy ? 'Making it …' : 'Make the endpoint'}
        </button>
        <a href="#/">Cancel</a>
      </p>
    </form>
  );
};
