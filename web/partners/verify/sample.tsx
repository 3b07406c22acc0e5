import { CopyButton } from '../../parts/copy-button.tsx';
import { Scrolls } from '../../parts/scrolls.tsx';

interface SampleProps {
  readonly title: string;
  readonly note?: string;
  readonly code: string;
}

/** Code to copy. */
export const Sample = ({ title, note, code }: SampleProps) => (
  <section class="sample">
    <h3>{title}</h3>
    {note && <p class="soft">{note}</p>}
    <Scrolls label={title}>
      <pre>
        <code>{code.trimEnd()}</code>
      </pre>
    </Scrolls>
    <CopyButton text={code} />
  </section>
);
