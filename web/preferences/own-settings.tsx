import { useRef, useState } from 'preact/hooks';
import type { OwnView } from '../../shared/use-cases/manage-preferences.ts';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { useAction } from '../api/action.ts';
import type { Api } from '../api/client.ts';
import { Failed } from '../parts/failed.tsx';
import type { PageLanguage } from '../parts/language.ts';
import { fieldErrorsIn, useFocusOnWrong } from '../parts/text-settings/field-errors.ts';
import { SettingsFields } from '../parts/text-settings/settings.tsx';
import { settingsWords } from '../parts/text-settings/words.ts';
import { failedIn } from './failed-in.ts';
import { NotBefore } from './not-before.tsx';
import { type Draft, wishOf } from './wish.ts';
import { words as allWords } from './words.ts';

interface OwnSettingsProps {
  readonly api: Api;
  readonly newsroom: ShownNewsroom;
  readonly preferences: OwnView['preferences'];
  readonly language: PageLanguage;
  readonly onChanged: (view: OwnView) => void;
}

/** What somebody gets, and may change. */
export const OwnSettings = ({ api, newsroom, preferences, language, onChanged }: OwnSettingsProps) => {
  const words = allWords[language];
  const [draft, setDraft] = useState<Draft>({});
  const [told, setTold] = useState<'saved' | 'nothingNew'>();
  const change = (part: Draft): void => {
    setTold(undefined);
    setDraft((before) => ({ ...before, ...part }));
  };
  const form = useRef<HTMLFormElement>(null);
  const { run, busy, failure, forget } = useAction<OwnView>();
  useFocusOnWrong(form, failure);
  const { at, shown } = fieldErrorsIn(failure, { ...settingsWords[language].errors, '/notBefore': words.noTime });

  const save = async (event: Event): Promise<void> => {
    event.preventDefault();
    const wish = wishOf(preferences, draft);
    if (wish === undefined) {
      forget();
      return setTold('nothingNew');
    }
    setTold(undefined);
    const view = await run(() => api.send<OwnView>('PATCH', '/v1/preferences', wish));
    if (view === undefined) return;
    onChanged(view);
    // what was changed while it was being saved is still to be
    setDraft((now) => (now === draft ? {} : now));
    setTold('saved');
  };
  const wanted = { ...preferences, ...draft };
  return (
    <form ref={form} onSubmit={save} noValidate>
      <h2>{words.settings}</h2>
      <SettingsFields {...{ newsroom, language, change }} settings={wanted} errorAt={at} />
      <NotBefore
        {...{ words, language }}
        texts={newsroom.texts}
        chosen={wanted.notBefore}
        onChange={(notBefore) => change({ notBefore })}
        error={at('/notBefore')}
      />
      <Failed failure={failure} shown={shown} title={failedIn(language)} />
      <p class="actions">
        <button type="submit">{busy ? words.saving : words.save}</button>
        <span role="status">{told && words[told]}</span>
      </p>
    </form>
  );
};
