import type { TextMode } from '../../../shared/domain/ruling.ts';
import { Field } from '../../parts/field.tsx';
import type { Act } from './draft.ts';

/** What happens where nobody says otherwise. */
export const usualTexts = (act: Act, ratingChanges: boolean): TextMode =>
  act === 'retract' || (act === 'correct' && ratingChanges) ? 'immediate' : 'none';

export const textWords: Readonly<Record<TextMode, string>> = {
  immediate: 'a text right away',
  digest: 'a line in the next digest',
  none: 'no text',
};

const modes = ['immediate', 'digest', 'none'] as const;

interface TextsChoiceProps {
  readonly chosen: TextMode | null;
  readonly usual: TextMode;
  readonly error: string | undefined;
  readonly choose: (texts: TextMode | null) => void;
}

/** How phones hear of a change. */
export const TextsChoice = ({ chosen, usual, error, choose }: TextsChoiceProps) => (
  <Field label="Texts to subscribers" error={error}>
    {(described) => (
      <select
        {...described}
        value={chosen ?? ''}
        onChange={(event) => choose(modes.find((mode) => mode === event.currentTarget.value) ?? null)}
      >
        <option value="">As usual: {textWords[usual]}</option>
        {modes.map((mode) => (
          <option key={mode} value={mode}>
            {textWords[mode]}
          </option>
        ))}
      </select>
    )}
  </Field>
);
