import { Field } from '../parts/field.tsx';

interface NameInputProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly error: string | undefined;
  readonly onInput: (value: string) => void;
}

/** What somebody or something is called in a list. */
export const NameInput = ({ label, hint, value, error, onInput }: NameInputProps) => (
  <Field label={label} hint={hint} error={error}>
    {(described) => (
      <input
        {...described}
        autocomplete="off"
        required
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Field>
);
