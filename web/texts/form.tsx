import { useRef, useState } from 'preact/hooks';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { useAction } from '../api/action.ts';
import type { Api } from '../api/client.ts';
import { Failed } from '../parts/failed.tsx';
import { type PageLanguage, spokenOf } from '../parts/language.ts';
import { fieldErrorsIn, useFocusOnWrong } from '../parts/text-settings/field-errors.ts';
import { SettingsFields } from '../parts/text-settings/settings.tsx';
import { failedTitle, settingsWords } from '../parts/text-settings/words.ts';
import { Consent } from './consent.tsx';
import { Next } from './next.tsx';
import { PhoneField } from './phone-field.tsx';
import { type Entered, nameOfWording, nothingEntered, signUpOf } from './sign-up.ts';
import { words as allWords } from './words.ts';

interface FormProps {
  readonly api: Api;
  readonly newsroom: ShownNewsroom;
  /** Asks for the newsroom again: its wording has changed. */
  readonly refresh: () => void;
  readonly language: PageLanguage;
  /** The number, as it was typed. */
  readonly onDone: (number: string) => void;
}

/** The sign-up, by which nothing but a question goes to the phone. To send it again is safe: a number is asked once. */
export const Form = ({ api, newsroom, refresh, language, onDone }: FormProps) => {
  const words = allWords[language];
  const common = settingsWords[language];
  const [entered, setEntered] = useState(nothingEntered);
  const change = (part: Partial<Entered>): void => setEntered((before) => ({ ...before, ...part }));
  const form = useRef<HTMLFormElement>(null);
  const { run, busy, failure } = useAction<object>();
  useFocusOnWrong(form, failure);
  const { at, shown } = fieldErrorsIn(failure, { ...common.errors, ...words.errors });

  const { languages, texts } = newsroom;
  const { version } = texts.consent;
  const textLanguage =
    entered.language ?? languages.find((tag) => spokenOf(tag) === language) ?? languages[0] ?? language;
  const wording = nameOfWording(version, textLanguage);
  const submit = async (event: Event): Promise<void> => {
    event.preventDefault();
    const signUp = signUpOf(entered, textLanguage, version);
    const done = await run(async () => {
      if ('errors' in signUp) return { kind: 'failed', failure: signUp };
      const answer = await api.send<object>('POST', '/v1/subscribers', signUp);
      if (answer.kind === 'failed' && answer.failure.errors.some(({ pointer }) => pointer === '/consent/textVersion'))
        refresh();
      return answer;
    });
    if (done !== undefined) onDone(entered.phone);
  };
  return (
    <form ref={form} onSubmit={submit} noValidate>
      <PhoneField words={words} phone={entered.phone} onChange={(phone) => change({ phone })} error={at('/phone')} />
      <SettingsFields
        {...{ newsroom, language, change }}
        settings={{ ...entered, language: textLanguage }}
        errorAt={at}
      />
      <Consent
        words={words}
        consent={texts.consent}
        language={textLanguage}
        agreed={entered.agreed === wording}
        onAgree={(agreed) => change({ agreed: agreed ? wording : undefined })}
        adult={entered.adult}
        onAdult={(adult) => change({ adult })}
        errorAt={at}
      />
      <Next {...{ words, language }} window={texts.window} />
      <Failed failure={failure} shown={shown} title={failedTitle(common)} />
      <p class="actions">
        <button type="submit">{busy ? words.submitting : words.submit}</button>
      </p>
    </form>
  );
};
