import { useId } from 'preact/hooks';
import type { Edit } from '../../../shared/domain/event.ts';
import { FieldError } from '../../parts/field-error.tsx';
import { editWords } from './note-words.ts';

const edits = ['minor', 'clarification', 'update', 'context', 'status'] as const satisfies readonly Edit[];

interface EditChoiceProps {
  readonly chosen: Edit;
  readonly error: string | undefined;
  readonly choose: (edit: Edit) => void;
}

/** How much an edit matters. */
export const EditChoice = ({ chosen, error, choose }: EditChoiceProps) => {
  const name = useId();
  return (
    <fieldset aria-describedby={error && `${name}-error`}>
      <legend>What kind of edit</legend>
      {edits.map((edit) => (
        <label key={edit}>
          <input type="radio" name={name} checked={edit === chosen} onChange={() => choose(edit)} />
          <span>
            {editWords[edit].label} <span class="soft">{editWords[edit].hint}</span>
          </span>
        </label>
      ))}
      <FieldError id={`${name}-error`} error={error} />
    </fieldset>
  );
};
