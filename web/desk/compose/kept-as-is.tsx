import type { FieldError } from '../../api/client.ts';
import type { Form } from './form.ts';
import { labelAt, shownFields } from './labels.ts';

interface KeptAsIsProps {
  readonly form: Form;
  readonly errors: readonly FieldError[];
}

/** What came with a pasted draft and has no field here: it is published as it is. What is wrong with it is told here. */
export const KeptAsIs = ({ form, errors }: KeptAsIsProps) => {
  const kept = Object.entries(form.draft).filter(([name]) => !shownFields.has(name));
  const wrong = new Map(
    errors.filter(({ pointer }) => labelAt(pointer) === undefined).map(({ pointer, detail }) => [pointer, detail]),
  );
  if (kept.length === 0 && wrong.size === 0) return null;
  return (
    <section aria-label="Kept as is">
      <h2>Kept as is</h2>
      <p class="hint">The form has no place for these fields. They are published as pasted.</p>
      {kept.map(([name, value]) => (
        <details key={name}>
          <summary>{name}</summary>
          <pre class="whole">{JSON.stringify(value, undefined, 2)}</pre>
          <button type="button" class="small" onClick={() => form.set([name], undefined)}>
            Remove {name}
          </button>
        </details>
      ))}
      {[...wrong].map(([pointer, detail]) => (
        <p key={pointer} class="error">
          <code>{pointer}</code> {detail}
        </p>
      ))}
    </section>
  );
};
