import { useState } from 'preact/hooks';
import type { TextMode } from '../../../shared/domain/ruling.ts';
import type { Form } from './form.ts';
import { TextField } from './text-field.tsx';

const modes = [
  { value: '', label: 'Newsroom default' },
  { value: 'immediate', label: 'Right away' },
  { value: 'digest', label: 'In the next digest' },
  { value: 'none', label: 'Not at all' },
] as const satisfies readonly { value: TextMode | ''; label: string }[];

/** When phones hear of it, and in which words. */
export const TextsChoice = ({ form }: { readonly form: Form }) => {
  const mode = form.text(['texts']);
  const own = form.text(['textBody']);
  const [opened, setOpened] = useState(false);
  return (
    <>
      <fieldset>
        <legend>Send texts</legend>
        {modes.map(({ value, label }) => (
          <label key={value}>
            <input
              type="radio"
              name="texts"
              checked={value === mode}
              onChange={() => form.set(['texts'], value === '' ? undefined : value)}
            />
            {label}
          </label>
        ))}
      </fieldset>
      <details open={opened || own !== ''} onToggle={({ currentTarget }) => setOpened(currentTarget.open)}>
        <summary>Own text</summary>
        <TextField
          form={form}
          path={['textBody']}
          label="Own text"
          hint="Sent word for word in place of the one made from the headline and rating. Include who you are, the link and how to stop."
          lines={4}
        />
      </details>
    </>
  );
};
