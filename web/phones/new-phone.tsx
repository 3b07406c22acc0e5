import { useState } from 'preact/hooks';
import { Field } from '../parts/field.tsx';
import { phoneIn } from '../parts/phone-number.ts';

/** Takes a phone that has no texts yet. */
export const NewPhone = ({ onOpen }: { readonly onOpen: (phone: string) => void }) => {
  const [typed, setTyped] = useState('');
  const [wrong, setWrong] = useState(false);
  const submit = (event: Event): void => {
    event.preventDefault();
    const phone = phoneIn(typed);
    setWrong(phone === undefined);
    if (phone === undefined) return;
    setTyped('');
    onOpen(phone);
  };
  return (
    <form onSubmit={submit}>
      <h3>New phone</h3>
      <Field
        label="Its number"
        hint="Any North American number, such as 312 555 0134."
        error={wrong ? 'Enter the area code and number: 10 digits.' : undefined}
      >
        {(described) => (
          <input
            {...described}
            type="tel"
            autocomplete="off"
            required
            value={typed}
            onInput={(event) => setTyped(event.currentTarget.value)}
          />
        )}
      </Field>
      <button type="submit" class="quiet">
        Open
      </button>
    </form>
  );
};
