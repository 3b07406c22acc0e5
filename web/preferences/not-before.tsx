import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { Field } from '../parts/field.tsx';
import { type PageLanguage, timeOfDay } from '../parts/language.ts';
import type { Words } from './words.ts';

interface NotBeforeProps {
  readonly words: Words;
  readonly language: PageLanguage;
  readonly texts: Pick<ShownNewsroom['texts'], 'window' | 'hours'>;
  readonly chosen: number | null;
  readonly onChange: (hour: number | null) => void;
  readonly error: string | undefined;
}

/** An hour before which no text comes. Those before the newsroom's window change nothing, and are left out. */
export const NotBefore = ({ words, language, texts: { window, hours }, chosen, onChange, error }: NotBeforeProps) => {
  const clock = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
  const offered = hours.filter((hour) => clock(hour) > window.opens || hour === chosen);
  return (
    <Field label={words.notBefore} hint={words.notBeforeHint} error={error}>
      {(described) => (
        <select
          {...described}
          class="short"
          value={chosen === null ? '' : String(chosen)}
          onChange={({ currentTarget: { value } }) => onChange(value === '' ? null : Number(value))}
        >
          <option value="">
            {words.anyHour(timeOfDay(window.opens, language), timeOfDay(window.closes, language))}
          </option>
          {offered.map((hour) => (
            <option key={hour} value={String(hour)}>
              {timeOfDay(clock(hour), language)}
            </option>
          ))}
        </select>
      )}
    </Field>
  );
};
