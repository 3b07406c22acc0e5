import { Field } from '../../parts/field.tsx';
import { instantOf, localOf } from './local-time.ts';
import type { TextFieldProps } from './text-field.tsx';

type DateFieldProps = Pick<TextFieldProps, 'form' | 'path' | 'label' | 'hint'>;

/** A day of the calendar. */
export const DateField = ({ form, path, label, hint }: DateFieldProps) => (
  <Field label={label} hint={hint} error={form.error(path)}>
    {(described) => (
      <input
        {...described}
        type="date"
        value={form.text(path)}
        onInput={({ currentTarget }) => form.set(path, currentTarget.value === '' ? undefined : currentTarget.value)}
        onBlur={() => form.leave(path)}
      />
    )}
  </Field>
);

/** A time, on the reader's clock; the draft has it in UTC. */
export const TimeField = ({ form, path, label, hint }: DateFieldProps) => (
  <Field label={label} hint={hint} error={form.error(path)}>
    {(described) => (
      <input
        {...described}
        type="datetime-local"
        value={localOf(form.text(path))}
        onInput={({ currentTarget }) => form.set(path, instantOf(currentTarget.value))}
        onBlur={() => form.leave(path)}
      />
    )}
  </Field>
);
