import { useState } from 'preact/hooks';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { goTo } from '../../parts/place.ts';

interface RemoveEndpointProps {
  readonly api: Api;
  readonly id: string;
  readonly url: string;
}

/** Takes the endpoint away, once it was asked whether that is meant. */
export const RemoveEndpoint = ({ api, id, url }: RemoveEndpointProps) => {
  const [asked, setAsked] = useState(false);
  const { run, busy, failure, forget } = useAction<true>();
  const remove = async (): Promise<void> => {
    const gone = await run(async () => {
      const answer = await api.send('DELETE', `/v1/endpoints/${id}`);
      return answer.kind === 'answered' ? { ...answer, value: true as const } : answer;
    });
    if (gone) goTo();
  };
  const close = (): void => {
    setAsked(false);
    forget();
  };
  return (
    <section>
      <h2>Remove</h2>
      <p>Anything the endpoint is still owed is not sent, and its deliveries can no longer be read here.</p>
      <p class="actions">
        <button type="button" class="danger" onClick={() => setAsked(true)}>
          Remove the endpoint …
        </button>
      </p>
      {asked && (
        <Confirm
          {...{ busy, danger: true, title: 'Remove this endpoint?', back: 'Keep it' }}
          action={busy ? 'Removing …' : 'Remove it'}
          onConfirm={remove}
          onClose={close}
        >
          <p class="address">
            <code>{url}</code>
          </p>
          <p>It gets nothing more, not even corrections of what it received. This cannot be undone.</p>
          <Failed failure={failure} title={perhapsDone('It may have been removed; trying again does no harm.')} />
        </Confirm>
      )}
    </section>
  );
};
