import { Field } from '../../parts/field.tsx';

interface PhoneInputProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly onInput: (value: string) => void;
}

/** Somebody's number, which no browser is to remember. */
export const PhoneInput = ({ value, error, onInput }: PhoneInputProps) => (
  <Field label="Phone number" hint="Include the area code." error={error}>
    {(described) => (
      <input
        {...described}
        type="tel"
        autocomplete="off"
        required
        value={value}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    )}
  </Field>
);
