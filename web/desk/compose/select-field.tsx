import { Field } from '../../parts/field.tsx';
import type { Path } from './draft.ts';
import type { Form } from './form.ts';

interface SelectFieldProps {
  readonly form: Form;
  readonly path: Path;
  readonly label: string;
  /** What it means to name none. */
  readonly otherwise?: string;
  readonly options: readonly { readonly value: string; readonly label: string }[];
}

/** One of a few. A value that is none of them is offered, too, so that it is seen. */
export const SelectField = ({ form, path, label, otherwise = '', options }: SelectFieldProps) => {
  const value = form.text(path) || otherwise;
  const isOther = value !== '' && !options.some((option) => option.value === value);
  return (
    <Field label={label} error={form.error(path)}>
      {(described) => (
        <select
          {...described}
          value={value}
          onBlur={() => form.leave(path)}
          onChange={({ currentTarget }) => form.set(path, currentTarget.value)}
        >
          {isOther && <option value={value}>{value}</option>}
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.label}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
