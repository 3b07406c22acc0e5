import { useId } from 'preact/hooks';
import type { Preferences } from '../../../shared/domain/subscriber.ts';
import type { SettingsWords } from './words.ts';

interface FrequencyProps {
  readonly words: SettingsWords;
  readonly howOften: string;
  readonly chosen: Preferences['frequency'];
  readonly onChange: (chosen: Preferences['frequency']) => void;
}

/** How soon to hear. */
export const Frequency = ({ words, howOften, chosen, onChange }: FrequencyProps) => {
  const name = useId();
  const labels = { immediate: words.immediate(howOften), daily: words.daily, weekly: words.weekly };
  const frequencies = ['immediate', 'daily', 'weekly'] as const;
  return (
    <fieldset>
      <legend>{words.frequency}</legend>
      {frequencies.map((frequency) => (
        <label key={frequency}>
          <input
            type="radio"
            name={name}
            value={frequency}
            checked={frequency === chosen}
            onChange={() => onChange(frequency)}
          />
          <span>{labels[frequency]}</span>
        </label>
      ))}
    </fieldset>
  );
};
