import type { Preferences } from '../../../shared/domain/subscriber.ts';
import type { ShownNewsroom } from '../../../shared/use-cases/show-newsroom.ts';
import { Choices } from '../choices/choices.tsx';
import { Field } from '../field.tsx';
import type { PageLanguage } from '../language.ts';
import { Frequency } from './frequency.tsx';
import './settings.css';
import { settingsWords } from './words.ts';

export type Settings = Omit<Preferences, 'notBefore'>;

interface SettingsProps {
  readonly newsroom: ShownNewsroom;
  readonly language: PageLanguage;
  readonly settings: Settings;
  readonly change: (part: Partial<Settings>) => void;
  readonly errorAt: (pointer: string) => string | undefined;
}

/** A language by its own name, which in some is written small within a sentence. */
const nameOf = (tag: string): string => {
  const name = new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
  return `${name.charAt(0).toLocaleUpperCase(tag)}${name.slice(1)}`;
};

/** What somebody wants texts about, how often, and in which language. */
export const SettingsFields = ({ newsroom, language, settings, change, errorAt }: SettingsProps) => {
  const words = settingsWords[language];
  const { howOften } = newsroom.texts;
  const facets = ['topics', 'editions'] as const;
  return (
    <>
      <Frequency
        words={words}
        howOften={howOften[language] ?? howOften[settings.language] ?? ''}
        chosen={settings.frequency}
        onChange={(frequency) => change({ frequency })}
      />
      {facets.map((facet) => (
        <Choices
          key={facet}
          legend={words[facet]}
          hint={words.noneIsAll}
          find={words.find[facet]}
          shownOf={words.shownOf}
          items={newsroom[facet]}
          chosen={settings[facet]}
          onChange={(chosen) => change({ [facet]: [...chosen] })}
          error={errorAt(`/${facet}`)}
        />
      ))}
      <Field label={words.zip} hint={words.zipHint} error={errorAt('/zip')}>
        {(described) => (
          <input
            {...described}
            class="short"
            autocomplete="postal-code"
            inputMode="numeric"
            value={settings.zip ?? ''}
            onInput={({ currentTarget: { value } }) => change({ zip: value === '' ? null : value })}
          />
        )}
      </Field>
      {newsroom.languages.length > 1 && (
        <Field label={words.language} error={errorAt('/language')}>
          {(described) => (
            <select
              {...described}
              class="short"
              value={settings.language}
              onChange={(event) => change({ language: event.currentTarget.value })}
            >
              {newsroom.languages.map((tag) => (
                <option key={tag} value={tag} lang={tag}>
                  {nameOf(tag)}
                </option>
              ))}
            </select>
          )}
        </Field>
      )}
    </>
  );
};
