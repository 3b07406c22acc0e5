import { useEffect, useRef } from 'preact/hooks';
import { CopyButton } from '../../parts/copy-button.tsx';

interface SecretOnceProps {
  readonly secret: string;
  /** What is to be done with it. */
  readonly advice: string;
}

/** A secret, which this page alone shows, and once. */
export const SecretOnce = ({ secret, advice }: SecretOnceProps) => {
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), [secret]);
  return (
    <section class="note good narrow" aria-labelledby="secret">
      <h2 id="secret" ref={heading} tabIndex={-1}>
        The secret
      </h2>
      <p>
        <code class="secret">{secret}</code>
      </p>
      <p>
        <CopyButton text={secret} label="Copy the secret" />
      </p>
      <p>
        <strong>It is not shown again.</strong> {advice}
      </p>
    </section>
  );
};
