import { useEffect, useMemo, useState } from 'preact/hooks';
import type { OwnView } from '../../shared/use-cases/manage-preferences.ts';
import type { ShownNewsroom } from '../../shared/use-cases/show-newsroom.ts';
import { createApi } from '../api/client.ts';
import { usePolling } from '../api/polling.ts';
import type { PageLanguage } from '../parts/language.ts';
import { Waiting } from '../parts/text-settings/waiting.tsx';
import { settingsWords } from '../parts/text-settings/words.ts';
import { Leaving, type Left } from './leaving.tsx';
import { OwnSettings } from './own-settings.tsx';
import { Receipt } from './receipt.tsx';
import { Standing } from './standing.tsx';

/** Where the page stands: what it is called follows from it. */
export type Place = 'settings' | 'ended' | 'erased' | 'new-link';

interface OwnProps {
  readonly token: string;
  readonly newsroom: ShownNewsroom;
  readonly language: PageLanguage;
  /** The language of their texts, as soon as it is known. */
  readonly suggest: (tag: string) => void;
  readonly goTo: (place: Place) => void;
}

const placeOf: Readonly<Record<Left, Place>> = { leave: 'ended', erase: 'erased' };

/** What is kept of whoever holds the link, and what they may do with it. */
export const Own = ({ token, newsroom, language, suggest, goTo }: OwnProps) => {
  const api = useMemo(() => createApi(`rwp_${token}`), [token]);
  const { value, failure, refresh } = usePolling<OwnView>(api, '/v1/preferences');
  const [changed, setChanged] = useState<OwnView>();
  const view = changed ?? value;
  const own = value?.preferences.language;
  useEffect(() => {
    if (own !== undefined) suggest(own);
  }, [own]);
  const status = view?.status;
  const problem = failure?.problem;
  const kind = failure?.kind;
  useEffect(() => {
    if (status === 'suppressed' || problem === 'not-found') goTo('ended');
    else if (kind === 'unauthorized') goTo('new-link');
  }, [status, problem, kind]);

  if (view === undefined) return <Waiting words={settingsWords[language]} failure={failure} again={refresh} />;
  if (view.status === 'suppressed') return null;
  const common = { api, language, onChanged: setChanged };
  return (
    <>
      <Standing {...common} status={view.status} />
      <OwnSettings {...common} newsroom={newsroom} preferences={view.preferences} />
      {view.consent && <Receipt receipt={view.consent} language={language} />}
      <Leaving api={api} language={language} onLeft={(how) => goTo(placeOf[how])} />
    </>
  );
};
