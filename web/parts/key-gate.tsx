import type { ComponentChildren } from 'preact';
import { useMemo, useRef, useState } from 'preact/hooks';
import { useAction } from '../api/action.ts';
import { type Answer, type Api, createApi } from '../api/client.ts';
import { Dialog } from './dialog.tsx';
import { Field } from './field.tsx';

interface KeyGateProps {
  /** Whose key it is, as in `newsroom`: the tab remembers it under that name. */
  readonly whose: 'newsroom' | 'partner' | 'operator';
  /** A path that such a key may read, and others may not. */
  readonly check: string;
  readonly children: (api: Api, leave: () => void) => ComponentChildren;
}

const storageName = (whose: string): string => `rulingwire-${whose}-key`;

/** As keys are made; a header takes no other characters than these and a few more. */
const isKey = (text: string): boolean => /^rwk_[\w-]+$/.test(text);

const keptKey = (whose: string): string | null => {
  const kept = sessionStorage.getItem(storageName(whose));
  return kept !== null && isKey(kept) ? kept : null;
};

/** Watches every answer for a key that opens nothing any more. */
const watched = (api: Api, onUnauthorized: () => void): Api => {
  const heed = <Value,>(answer: Answer<Value>): Answer<Value> => {
    if (answer.kind === 'failed' && answer.failure.kind === 'unauthorized') onUnauthorized();
    return answer;
  };
  return {
    get: async <Value,>(path: string, etag?: string | null) => heed(await api.get<Value>(path, etag)),
    send: async <Value,>(...call: Parameters<Api['send']>) => heed(await api.send<Value>(...call)),
  };
};

/**
 * Asks for an API key, keeps it for as long as the tab is open, and asks for another when it opens nothing any more: what stands on the
 * page, and has perhaps been written for an hour, stays there meanwhile.
 */
export const KeyGate = ({ whose, check, children }: KeyGateProps) => {
  const [key, setKey] = useState(() => keptKey(whose));
  const [expired, setExpired] = useState(false);
  const current = useRef(key);
  // an answer to the key before may come once another was entered
  const api = useMemo(() => watched(createApi(key), () => setExpired(current.current === key)), [key]);
  const enter = (entered: string): void => {
    current.current = entered;
    sessionStorage.setItem(storageName(whose), entered);
    setKey(entered);
    setExpired(false);
  };
  const leave = (): void => {
    sessionStorage.removeItem(storageName(whose));
    location.reload();
  };
  return (
    <>
      {key === null && (
        <main class="key">
          <h1>{document.title}</h1>
          <KeyForm {...{ whose, check, enter }} />
        </main>
      )}
      {expired && (
        <Dialog title="Your key no longer works">
          <p>What you wrote is kept. Enter another key to continue.</p>
          <KeyForm {...{ whose, check, enter }} />
        </Dialog>
      )}
      {key !== null && children(api, leave)}
    </>
  );
};

interface KeyFormProps extends Pick<KeyGateProps, 'whose' | 'check'> {
  readonly enter: (key: string) => void;
}

const KeyForm = ({ whose, check, enter }: KeyFormProps) => {
  const [entered, setEntered] = useState('');
  const [noKey, setNoKey] = useState(false);
  const { run, busy, failure } = useAction<unknown>();
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const key = entered.trim();
    setNoKey(!isKey(key));
    if (!isKey(key)) return;
    if ((await run(() => createApi(key).get(check))) !== undefined) enter(key);
  };
  const refused =
    failure &&
    (failure.problem === 'forbidden'
      ? `This is not ${whose === 'operator' ? 'an' : 'a'} ${whose} key.`
      : failure.title);
  const wrong = noKey ? 'This is not a key. A key is rwk_ followed by letters, digits, - and _.' : refused;
  return (
    <form onSubmit={submit}>
      <Field
        label={`Your ${whose} key`}
        hint="It begins with rwk_. This tab remembers it until you close it."
        error={wrong}
      >
        {(described) => (
          <input
            {...described}
            type="password"
            autocomplete="off"
            spellcheck={false}
            required
            value={entered}
            onInput={(event) => setEntered(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" disabled={busy}>
        {busy ? 'Checking …' : 'Continue'}
      </button>
    </form>
  );
};
