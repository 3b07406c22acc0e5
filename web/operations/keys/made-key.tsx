import { useEffect, useRef } from 'preact/hooks';
import { CopyButton } from '../../parts/copy-button.tsx';

interface MadeKeyProps {
  readonly name: string;
  readonly value: string;
  readonly onDone: () => void;
}

/** A new key, on this screen and never again. */
export const MadeKey = ({ name, value, onDone }: MadeKeyProps) => {
  const box = useRef<HTMLElement>(null);
  useEffect(() => box.current?.focus(), []);
  return (
    <section class="note good made" aria-label={`The key of ${name}`} tabIndex={-1} ref={box}>
      <p>
        <strong>The key of {name} is shown this once.</strong> Copy it now, and hand it over by a way that nobody else
        reads.
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
