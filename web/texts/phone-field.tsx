import { Field } from '../parts/field.tsx';
import { caretIn, formatPhone } from './phone-format.ts';
import type { Words } from './words.ts';

interface PhoneFieldProps {
  readonly words: Words;
  readonly phone: string;
  readonly onChange: (phone: string) => void;
  readonly error: string | undefined;
}

/** A phone number, written as people read it while it is typed. */
export const PhoneField = ({ words, phone, onChange, error }: PhoneFieldProps) => {
  const format = (input: HTMLInputElement, inputType: string): void => {
    const typed = input.value;
    const formatted = formatPhone(typed);
    if (formatted !== typed) {
      const caret = input.selectionStart ?? typed.length;
      const at = caretIn(formatted, typed, caret, inputType === 'deleteContentForward');
      input.value = formatted;
      input.setSelectionRange(at, at);
    }
    onChange(formatted);
  };
  return (
    <Field label={words.phone} hint={words.phoneHint} error={error}>
      {(described) => (
        <input
          {...described}
          class="short"
          type="tel"
          inputMode="tel"
          autocomplete="tel-national"
          value={phone}
          onInput={(event) => format(event.currentTarget, event.inputType)}
        />
      )}
    </Field>
  );
};
