import { useRef, useState } from 'preact/hooks';
import { useAction } from '../api/action.ts';
import { errorAt, Failed } from '../parts/failed.tsx';
import { Field } from '../parts/field.tsx';
import { perhapsDone } from '../parts/perhaps-done.ts';
import { textFrom } from './text-from.ts';

/** Words that mean something to the wire. */
const words = ['JOIN', 'STOP', 'START', 'HELP', 'STATUS'];
/** As somebody may have heard it who was told of the sample. */
const claim = 'The harbor bill triples every ferry fare in the state.';

/** Texts from the phone: a word at once, anything else as it is written. */
export const Reply = ({ phone, onTexted }: { readonly phone: string; readonly onTexted: () => void }) => {
  const [body, setBody] = useState('');
  const { run, busy, failure } = useAction<true>();
  const field = useRef<HTMLTextAreaElement>(null);
  const text = async (said: string): Promise<boolean> => {
    const texted = await run(() => textFrom(phone, said));
    onTexted();
    return texted === true;
  };
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    if (await text(body)) setBody('');
  };
  return (
    <form onSubmit={submit}>
      <p class="actions words">
        {words.map((word) => (
          <button key={word} type="button" class="small" aria-disabled={busy} onClick={() => text(word)}>
            {word}
          </button>
        ))}
        <button
          type="button"
          class="small"
          onClick={() => {
            setBody(claim);
            field.current?.focus();
          }}
        >
          A claim …
        </button>
      </p>
      <p class="hint">After STOP, the network lets no texts through to a phone until START.</p>
      <Field label="Text from this phone" error={errorAt(failure, '/body')}>
        {(described) => (
          <textarea
            {...described}
            ref={field}
            rows={3}
            required
            value={body}
            onInput={(event) => setBody(event.currentTarget.value)}
          />
        )}
      </Field>
      <Failed
        failure={failure}
        shown={['/body']}
        title={perhapsDone('The text may have arrived anyway: check above.')}
      />
      <button type="submit" aria-disabled={busy}>
        Send
      </button>
    </form>
  );
};
