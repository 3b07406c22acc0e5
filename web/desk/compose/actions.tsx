import { useEffect, useState } from 'preact/hooks';
import { Confirm } from '../../parts/confirm.tsx';
import type { Preflight } from '../preflight/use-preflight.ts';
import { Consequences } from './consequences.tsx';
import type { Draft } from './draft.ts';
import { textAt } from './draft.ts';
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
  const { busy, failure, publish } = publishing;
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
  const headline = textAt(draft, ['headline']);
  return (
    <>
      <p class="actions">
        <button type="button" onClick={() => setAsking('publish')}>
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
          <p>“{headline}”</p>
          <Consequences preflight={preflight} />
        </Confirm>
      )}
      {asking === 'schedule' && (
        <Schedule
          wanted={textAt(draft, ['publishAt'])}
          busy={busy}
          headline={headline}
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
          <p>What is written here is lost.</p>
        </Confirm>
      )}
    </>
  );
};
