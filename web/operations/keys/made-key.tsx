import { useEffect, useRef } from 'preact/hooks';
import type { issueKey } from '../../../shared/use-cases/manage-keys.ts';
import { CopyButton } from '../../parts/copy-button.tsx';

/** What makes a key answers it, this once. */
export type MadeKeyAnswer = Awaited<ReturnType<ReturnType<typeof issueKey>>>;

interface MadeKeysProps {
  readonly keys: readonly MadeKeyAnswer[];
  readonly onDone: (id: MadeKeyAnswer['id']) => void;
}

/** Each stays until somebody says that they have it: another that is made takes none away. */
export const MadeKeys = ({ keys, onDone }: MadeKeysProps) => (
  <>
    {keys.map(({ id, name, key }) => (
      <MadeKey key={id} name={name} value={key} onDone={() => onDone(id)} />
    ))}
  </>
);

interface MadeKeyProps {
  readonly name: string;
  readonly value: string;
  readonly onDone: () => void;
}

/** A new key, on this screen and never again. */
const MadeKey = ({ name, value, onDone }: MadeKeyProps) => {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section class="note good made" aria-label={`The key of ${name}`} tabIndex={-1} ref={box}>
      <p>
        <strong>The key of {name} is shown only once.</strong> Copy it now, and hand it over in a way that no one else
        can read.
      </p>
      <p>
        <code>{value}</code>
      </p>
      <p class="actions">
        <CopyButton text={value} label="Copy key" />
        <button type="button" class="quiet" onClick={onDone}>
          I have it
        </button>
      </p>
    </section>
  );
};
