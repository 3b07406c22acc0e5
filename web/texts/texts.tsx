import { useMemo, useState } from 'preact/hooks';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { createApi } from '../api/client.ts';
import { usePolling } from '../api/polling.ts';
import { useLanguage } from '../parts/language.ts';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Page } from '../parts/page.tsx';
import { Waiting } from '../parts/text-settings/waiting.tsx';
import { settingsWords } from '../parts/text-settings/words.ts';
import { Done } from './done.tsx';
import { Form } from './form.tsx';
import './texts.css';
import { words as allWords } from './words.ts';

/** Where a phone is signed up. */
export const Texts = () => {
  const api = useMemo(() => createApi(null), []);
  const { language, choose } = useLanguage();
  const { value: newsroom, failure, refresh } = usePolling<ShownNewsroom>(api, '/v1/newsroom');
  const [number, setNumber] = useState<string>();
  const words = allWords[language];
  return (
    <Page
      title={number === undefined ? words.title : words.done}
      place={number === undefined ? 'form' : 'done'}
      skip={words.skip}
      nav={
        <>
          {newsroom && <a href="/">{newsroom.name}</a>}
          <LanguageSwitch language={language} choose={choose} />
        </>
      }
    >
      {newsroom === undefined && <Waiting words={settingsWords[language]} failure={failure} again={refresh} />}
      {newsroom && number === undefined && (
        <>
          <p>{words.promise}</p>
          <Form {...{ api, newsroom, refresh, language }} onDone={setNumber} />
        </>
      )}
      {newsroom && number !== undefined && (
        <Done words={words} number={number} contact={newsroom.texts.helpContact} again={() => setNumber(undefined)} />
      )}
    </Page>
  );
};
