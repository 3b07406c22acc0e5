import { useEffect, useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.tsx';
import type { Preflight } from '../preflight/use-preflight.ts';
import { Consequences } from './consequences.tsx';
import { MayBeScheduled } from './doubt-note.tsx';
import { type Draft, textAt } from './draft.ts';
import { Schedule } from './schedule.tsx';
import type { Publishing } from './use-publish.ts';

interface ActionsProps {
  readonly draft: Draft;
  readonly preflight: Preflight;
  readonly publishing: Publishing;
  readonly clear: () => void;
}

/** What can be done with a draft, each asked for once more. */
export const Actions = ({ draft, preflight, publishing, clear }: ActionsProps) => {
  const [asking, setAsking] = useState<'publish' | 'schedule' | 'discard'>();
  const { busy, failure, doubts, publish } = publishing;
  const close = (): void => setAsking(undefined);
  // a key that opens nothing any more is asked for below whatever is open above the page
  const locked = [failure, preflight.failure].some((each) => each?.kind === 'unauthorized');
  useEffect(() => {
    if (locked) setAsking(undefined);
  }, [locked]);
  const settle = async (publishAt?: string): Promise<void> => {
    await publish(draft, publishAt);
    close();
  };
  return (
    <>
      <p class="actions">
        <button
          type="button"
          onClick={() => {
            preflight.again();
            setAsking('publish');
          }}
        >
          Publish now
        </button>
        <button type="button" class="quiet" onClick={() => setAsking('schedule')}>
          Schedule
        </button>
        <button type="button" class="danger" onClick={() => setAsking('discard')}>
          Discard
        </button>
      </p>
      {asking === 'publish' && (
        <Confirm
          title="Publish this fact-check?"
          action={busy ? 'Publishing …' : 'Publish'}
          busy={busy}
          onConfirm={() => void settle()}
          onClose={close}
        >
          <p>“{textAt(draft, ['headline'])}”</p>
          <Consequences preflight={preflight} />
          <MayBeScheduled doubts={doubts} />
        </Confirm>
      )}
      {asking === 'schedule' && (
        <Schedule
          draft={draft}
          doubts={doubts}
          busy={busy}
          schedule={(publishAt) => void settle(publishAt)}
          onClose={close}
        />
      )}
      {asking === 'discard' && (
        <Confirm
          title="Discard this draft?"
          action="Discard"
          danger
          onConfirm={() => {
            clear();
            close();
          }}
          onClose={close}
        >
          <p>What you wrote here will be lost.</p>
        </Confirm>
      )}
    </>
  );
};
