import { useState } from 'preact/hooks';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import { perhapsDone } from '../../parts/perhaps-done.ts';
import { PhoneInput } from './phone-input.tsx';

/** Takes down an opt-out that came otherwise than by text. The number is gone from the page once it is done. */
export const Suppress = ({ api }: { readonly api: Api }) => {
  const [phone, setPhone] = useState('');
  const [note, setNote] = useState('');
  const [done, setDone] = useState(false);
  const { run, busy, failure } = useAction();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    setDone(false);
    const body = { phone, note: note.trim() === '' ? null : note };
    if ((await run(() => api.send('POST', '/v1/suppressions', body))) === undefined) return;
    setPhone('');
    setNote('');
    setDone(true);
  };
  return (
    <section class="narrow">
      <h2>Record an opt-out</h2>
      <p>
        Someone asked by phone, letter or email to get no more texts. Once you record it, nothing more is sent to that
        number. The answer is the same whether or not it ever subscribed.
      </p>
      <form onSubmit={submit}>
        <PhoneInput value={phone} error={errorAt(failure, '/phone')} onInput={setPhone} />
        <Field
          label="How they asked"
          hint="For example, “by letter on Nov. 3.” Kept encrypted."
          error={errorAt(failure, '/note')}
        >
          {(described) => (
            <input
              {...described}
              autocomplete="off"
              value={note}
              onInput={(event) => setNote(event.currentTarget.value)}
            />
          )}
        </Field>
        <Failed
          failure={failure}
          shown={['/phone', '/note']}
          title={perhapsDone('The opt-out may not have been recorded. Record it again; doing it twice does no harm.')}
        />
        <p class="actions">
          <button type="submit" disabled={busy}>
            {busy ? 'Recording …' : 'Record opt-out'}
          </button>
          <span role="status">{done && 'Recorded. Nothing more is sent to that number.'}</span>
        </p>
      </form>
    </section>
  );
};
