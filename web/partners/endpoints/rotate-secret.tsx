import { useState } from 'preact/hooks';
import type { EndpointView } from '../../../shared/domain/endpoint.ts';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import { counted } from '../../parts/numbers.ts';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { SecretOnce } from './secret-once.tsx';

interface RotateSecretProps {
  readonly api: Api;
  readonly id: string;
}

type Rotated = EndpointView & { readonly secret: string };

const madeAdvice = (hours: number | null): string =>
  hours === 0
    ? 'Messages are signed with it alone: put it into your receiver now.'
    : `Messages are signed with the old one, too, for ${counted(hours ?? 0, 'hour')}: put the new one into your receiver by then.`;

/** Where the answer got lost, and perhaps a secret with it. */
const lostAdvice = (hours: number | null): string =>
  hours === 0
    ? 'If so, the old one no longer works: make another right away.'
    : 'Make another: the old one still works.';

/** Gives the endpoint a new secret; the old one signs beside it for a while, or ends at once where that is meant. */
export const RotateSecret = ({ api, id }: RotateSecretProps) => {
  const { run, busy, failure, forget } = useAction<Rotated>();
  const [hours, setHours] = useState('24');
  const [askedHours, setAskedHours] = useState<number | null>(null);
  const [sure, setSure] = useState(false);
  const [rotated, setRotated] = useState<Rotated>();
  const rotate = async (overlapHours: number | null): Promise<void> => {
    setRotated(undefined);
    setAskedHours(overlapHours);
    setRotated(await run(() => api.send<Rotated>('POST', `/v1/endpoints/${id}/rotate-secret`, { overlapHours })));
    setSure(false);
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    forget();
    const wanted = hours.trim() === '' ? null : Number(hours);
    if (wanted === 0) setSure(true);
    else void rotate(wanted);
  };
  return (
    <section>
      <h2>A new secret</h2>
      <form class="narrow" onSubmit={submit}>
        <Field
          label="Hours the old one stays valid"
          hint="0 to 168. During that time, each message is signed with both."
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
          title={perhapsDone(`There may be a new secret that no one has seen. ${lostAdvice(askedHours)}`)}
        />
        <p class="actions">
          <button type="submit" class="quiet" disabled={busy}>
            {busy ? 'Making it …' : 'Make a new secret'}
          </button>
        </p>
      </form>
      {sure && (
        <Confirm
          {...{ busy, danger: true, title: 'End the old secret at once?' }}
          action={busy ? 'Making it …' : 'Make a new secret'}
          onConfirm={() => rotate(0)}
          onClose={() => setSure(false)}
        >
          <p>
            From then on messages are signed by the new secret alone, which is shown here once. Your receiver refuses
            them until you have put it in; what it refuses is tried again.
          </p>
        </Confirm>
      )}
      {rotated && <SecretOnce secret={rotated.secret} advice={madeAdvice(askedHours)} />}
    </section>
  );
};
