import { useEffect, useMemo, useState } from 'preact/hooks';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { createApi } from '../api/client.ts';
import { usePolling } from '../api/polling.ts';
import { HelpContact } from '../parts/help-contact.tsx';
import { useLanguage } from '../parts/language.ts';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { Page } from '../parts/page.tsx';
import { Waiting } from '../parts/text-settings/waiting.tsx';
import { settingsWords } from '../parts/text-settings/words.ts';
import { Own, type Place } from './own.tsx';
import './preferences.css';
import { useToken } from './token.ts';
import { words as allWords } from './words.ts';

/** What subscribers see and change behind the link that their phone got. */
export const OwnTexts = () => {
  const token = useToken();
  const { language, choose, suggest } = useLanguage();
  const words = allWords[language];
  const publicApi = useMemo(() => createApi(null), []);
  const { value: newsroom, failure, refresh } = usePolling<ShownNewsroom>(publicApi, '/v1/newsroom');
  const [place, goTo] = useState<Place>(token === null ? 'new-link' : 'settings');
  useEffect(() => goTo(token === null ? 'new-link' : 'settings'), [token]);

  const titles = { settings: words.title, ended: words.ended, erased: words.ended, 'new-link': words.newLink };
  const told = { settings: '', ended: words.endedTold, erased: words.erasedTold, 'new-link': words.newLinkTold };
  return (
    <Page
      title={titles[place]}
      place={place}
      skip={words.skip}
      nav={
        <>
          {newsroom && <a href="/">{newsroom.name}</a>}
          <LanguageSwitch language={language} choose={choose} />
        </>
      }
    >
      {place !== 'settings' && <p>{told[place]}</p>}
      {place === 'new-link' && <p>{words.byText}</p>}
      {place === 'settings' && newsroom === undefined && (
        <Waiting words={settingsWords[language]} failure={failure} again={refresh} />
      )}
      {place === 'settings' && newsroom && token !== null && (
        <Own key={token} {...{ token, newsroom, language, suggest, goTo }} />
      )}
      {newsroom && (
        <p class="foot soft">
          {words.questions} <HelpContact contact={newsroom.texts.helpContact} />
        </p>
      )}
    </Page>
  );
};
