import type { ComponentChildren } from 'preact';
import { Field } from '../../parts/field.tsx';
import type { Path } from './draft.ts';
import type { Form } from './form.ts';

export interface TextFieldProps {
  readonly form: Form;
  readonly path: Path;
  readonly label: string;
  readonly hint?: ComponentChildren;
  readonly kind?: 'text' | 'url';
  /** So many lines high; left out, it is one line that cannot be broken. */
  readonly lines?: number;
  /** Does more than write it. */
  readonly write?: (text: string) => void;
}

/** One text of the draft. An empty one is left out. */
export const TextField = ({ form, path, label, hint, kind = 'text', lines, write }: TextFieldProps) => {
  const set = write ?? ((text: string) => form.set(path, text === '' ? undefined : text));
  const shared = { value: form.text(path), onBlur: () => form.leave(path) };
  return (
    <Field label={label} hint={hint} error={form.error(path)}>
      {(described) =>
        lines === undefined ? (
          <input
            {...described}
            {...shared}
            type="text"
            inputmode={kind}
            autocomplete="off"
            onInput={(event) => set(event.currentTarget.value)}
          />
        ) : (
          <textarea {...described} {...shared} rows={lines} onInput={(event) => set(event.currentTarget.value)} />
        )
      }
    </Field>
  );
};
