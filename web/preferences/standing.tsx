import type { OwnView } from '../../shared/use-cases/manage-preferences.ts';
import { useAction } from '../api/action.ts';
import type { Api } from '../api/client.ts';
import { Failed } from '../parts/failed.tsx';
import type { PageLanguage } from '../parts/language.ts';
import { failedIn } from './failed-in.ts';
import { words as allWords } from './words.ts';

interface StandingProps {
  readonly api: Api;
  readonly status: Exclude<OwnView['status'], 'suppressed'>;
  readonly language: PageLanguage;
  readonly onChanged: (view: OwnView) => void;
}

/** Whether texts come, and the way to pause them or let them go on. */
export const Standing = ({ api, status, language, onChanged }: StandingProps) => {
  const words = allWords[language];
  const { run, failure } = useAction<OwnView>();
  const move = async (): Promise<void> => {
    const to = status === 'active' ? 'paused' : 'active';
    const view = await run(() => api.send<OwnView>('PATCH', '/v1/preferences', { status: to }));
    if (view) onChanged(view);
  };
  return (
    <>
      <p class={status === 'active' ? 'note good' : 'note warn'} role="status">
        {words.status[status]}
      </p>
      <Failed failure={failure} title={failedIn(language)} />
      {status !== 'dormant' && (
        <p class="actions">
          <button type="button" class="quiet" onClick={move}>
            {status === 'active' ? words.pause : words.resume}
          </button>
        </p>
      )}
    </>
  );
};
