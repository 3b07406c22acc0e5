import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import { perhapsDone } from '../perhaps-done.ts';
import { SecretOnce } from './secret-once.tsx';

interface RotateSecretProps {
  readonly api: Api;
  readonly id: string;
}

type Rotated = EndpointView & { readonly secret: string };

/** Gives the endpoint a new secret; the old one signs beside it for a while. */
export const RotateSecret = ({ api, id }: RotateSecretProps) => {
  const { run, busy, failure } = useAction<Rotated>();
  const [hours, setHours] = useState('24');
  const [rotated, setRotated] = useState<{ secret: string; hours: string }>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setRotated(undefined);
    const body = { overlapHours: hours.trim() === '' ? null : Number(hours) };
    const answer = await run(() => api.send<Rotated>('POST', `/v1/endpoints/${id}/rotate-secret`, body));
    if (answer) setRotated({ secret: answer.secret, hours });
  };
  const until =
    rotated &&
    `Messages are signed with the old one, too, for ${rotated.hours} hours: put the new one into your receiver by then.`;
  return (
    <section>
      <h2>A new secret</h2>
      <form class="narrow" onSubmit={submit}>
        <Field
          label="Hours that the old one goes on"
          hint="0 to 168. Meanwhile each message has a signature by both."
          error={errorAt(failure, '/overlapHours')}
        >
          {(described) => (
            <input
              {...described}
              inputMode="numeric"
              required
              value={hours}
              onInput={(event) => setHours(event.currentTarget.value)}
            />
          )}
        </Field>
        <Failed
          failure={failure}
          shown={['/overlapHours']}
          title={perhapsDone(
            'There may be a new secret that nobody has seen. Make another: the old one goes on meanwhile.',
          )}
        />
        <p class="actions">
          <button type="submit" class="quiet" disabled={busy}>
            {busy ? 'Making it …' : 'Make a new secret'}
          </button>
        </p>
      </form>
      {rotated && <SecretOnce secret={rotated.secret} advice={until ?? ''} />}
    </section>
  );
};
