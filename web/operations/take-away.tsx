import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { useAction } from '../api/action.ts';
import type { Api } from '../api/client.ts';
import { Confirm } from '../parts/confirm.tsx';
import { Failed } from '../parts/failed.tsx';
import { perhapsDone } from '../parts/perhaps-done.ts';

interface TakeAwayProps {
  readonly api: Api;
  readonly path: string;
  /** What is taken away, as in “the key of Sam”. */
  readonly name: string;
  readonly onDone: () => void;
  /** What that means. */
  readonly children: ComponentChildren;
}

/** Takes a thing off its list, once it was asked whether to. What is gone already is gone. */
export const TakeAway = ({ api, path, name, onDone, children }: TakeAwayProps) => {
  const [asked, setAsked] = useState(false);
  const { run, busy, failure, forget } = useAction<true>();
  const remove = async (): Promise<void> => {
    const removed = await run(async () => {
      const answer = await api.send('DELETE', path);
      if (answer.kind === 'failed' && answer.failure.problem !== 'not-found') return answer;
      return { kind: 'answered', value: true, status: 204, etag: null };
    });
    setAsked(false);
    if (removed) {
      document.querySelector<HTMLElement>('h1')?.focus();
      onDone();
    }
  };
  return (
    <>
      <button
        type="button"
        class="small"
        aria-label={`Remove ${name}`}
        onClick={() => {
          forget();
          setAsked(true);
        }}
      >
        Remove
      </button>
      <Failed failure={failure} title={perhapsDone('It may have happened: do it again, which does no harm.')} />
      {asked && (
        <Confirm
          title={`Remove ${name}?`}
          action="Remove"
          danger
          busy={busy}
          onConfirm={remove}
          onClose={() => setAsked(false)}
        >
          <p>{children}</p>
        </Confirm>
      )}
    </>
  );
};
