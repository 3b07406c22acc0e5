import { useState } from 'preact/hooks';
import { useAction } from '../api/action.ts';
import type { Api } from '../api/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Failed } from '../parts/failed.tsx';
import type { PageLanguage } from '../parts/language.ts';
import { failedIn } from './failed-in.ts';
import { words as allWords } from './words.ts';

export type Left = 'leave' | 'erase';

interface LeavingProps {
  readonly api: Api;
  readonly language: PageLanguage;
  readonly onLeft: (how: Left) => void;
}

/** Ends texts, and erases who got them, each asked about once more. To do it twice changes nothing. */
export const Leaving = ({ api, language, onLeft }: LeavingProps) => {
  const words = allWords[language];
  const [asked, setAsked] = useState<Left>();
  const { run, busy, failure, forget } = useAction<true>();
  const ask = (how: Left): void => {
    forget();
    setAsked(how);
  };
  const leave = async (how: Left): Promise<void> => {
    const done = await run(async () => {
      const answer = await api.send('DELETE', '/v1/preferences', { erase: how === 'erase' });
      return answer.kind === 'answered' ? { ...answer, value: true } : answer;
    });
    if (done) onLeft(how);
  };
  const ways = ['leave', 'erase'] as const;
  return (
    <>
      <h2>{words.end}</h2>
      <p class="actions">
        {ways.map((how) => (
          <button key={how} type="button" class="danger" onClick={() => ask(how)}>
            {words[how].open}
          </button>
        ))}
      </p>
      {asked && (
        <Confirm
          title={words[asked].title}
          action={words[asked].confirm}
          back={words.keep}
          danger
          busy={busy}
          onConfirm={() => leave(asked)}
          onClose={() => setAsked(undefined)}
        >
          <p>{words[asked].told}</p>
          <Failed failure={failure} title={failedIn(language)} />
        </Confirm>
      )}
    </>
  );
};
