import { useState } from 'preact/hooks';
import { useAction } from '../../api/action.ts';
import type { Api } from '../../api/client.ts';
import { errorAt, Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
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
      <h2>Take down an opt-out</h2>
      <p>
        Somebody asked by call, letter or mail to get no more texts. Nothing more is sent to the number from now on. The
        answer is the same whether or not it ever subscribed.
      </p>
      <form onSubmit={submit}>
        <PhoneInput value={phone} error={errorAt(failure, '/phone')} onInput={setPhone} />
        <Field label="How it came" hint="As “by mail on 3 November”. Kept sealed." error={errorAt(failure, '/note')}>
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
          title={({ kind, title }) =>
            kind === 'offline' || kind === 'broken'
              ? `${title}. It may not have been taken down: do it again, which does no harm.`
              : title
          }
        />
        <p class="actions">
          <button type="submit" disabled={busy}>
            {busy ? 'Taking down …' : 'Take down'}
          </button>
          <span role="status">{done && 'Taken down. Nothing more is sent to that number.'}</span>
        </p>
      </form>
    </section>
  );
};
