import type { ScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { useAction } from '../../api/action.ts';
import { type Api, type Failure, isInDoubt } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';

const failureWords = (failure: Failure): string => {
  const { problem, title } = failure;
  if (problem === 'not-found') return 'It is no longer scheduled: it was published, or someone else called it off.';
  if (problem === 'forbidden') return 'Your key cannot call it off: it lacks the scope newsroom:write.';
  return isInDoubt(failure) ? `${title}. It may have been done. You can safely press again.` : title;
};

interface CallOffProps {
  readonly api: Api;
  readonly entry: ScheduledEntry;
  readonly onGone: () => void;
  readonly onClose: () => void;
}

/** Asks before what was written is thrown away. */
export const CallOff = ({
  api,
  entry: { id, headline, publishAt, failure: unpublished },
  onGone,
  onClose,
}: CallOffProps) => {
  const { run, busy, failure } = useAction<{ readonly done: true }>();
  const gone = failure?.problem === 'not-found';
  const callOff = async (): Promise<void> => {
    const done = await run(async () => {
      const answer = await api.send('DELETE', `/v1/scheduled/${id}`);
      return answer.kind === 'answered' ? { ...answer, value: { done: true } } : answer;
    });
    if (done === undefined) return;
    onGone();
    onClose();
  };
  return (
    <Confirm
      title={unpublished ? 'Remove this?' : 'Call this off?'}
      action={unpublished ? 'Remove' : 'Call off'}
      danger
      busy={busy || gone}
      onConfirm={() => void (gone ? undefined : callOff())}
      onClose={() => {
        if (gone) onGone();
        onClose();
      }}
    >
      <p>
        “{headline}”, <Moment at={publishAt} zone />. The draft will be deleted, too.
      </p>
      <Failed failure={failure} title={failureWords} />
    </Confirm>
  );
};
