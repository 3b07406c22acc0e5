import './reply.css';
import type { HeldReply } from '../../../shared/use-cases/hold-reply.ts';
import { useAction } from '../../api/action.ts';
import { type Answer, type Api, type Failure, isInDoubt } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { Moment } from '../../parts/moment.tsx';

const failureWords = (failure: Failure): string => {
  const { problem, title } = failure;
  if (problem === 'forbidden') return 'Your key cannot decide this: it lacks the scope newsroom:send.';
  return isInDoubt(failure) ? `${title}. It may have been done. You can safely press again.` : title;
};

/** Somebody else decided it meanwhile: it waits no more, which is what was wanted. */
const settled = (answer: Answer<unknown>): Answer<{ readonly done: true }> => {
  const gone = answer.kind === 'failed' && answer.failure.problem === 'not-found';
  if (answer.kind === 'answered' || gone) return { kind: 'answered', value: { done: true }, status: 204, etag: null };
  return answer;
};

interface ReplyProps {
  readonly api: Api;
  readonly reply: HeldReply;
  readonly onDone: () => void;
}

/** What somebody wrote, to be read by a person. */
export const Reply = ({ api, reply: { id, at, body }, onDone }: ReplyProps) => {
  const { run, busy, failure } = useAction<{ readonly done: true }>();
  const resolve = async (optOut: boolean): Promise<void> => {
    const done = await run(async () => settled(await api.send('POST', `/v1/replies/${id}/resolution`, { optOut })));
    if (done) onDone();
  };
  return (
    <li class="card reply">
      <p class="soft">
        <Moment at={at} />
      </p>
      {body === null ? <p id={id}>What this reply said could not be kept.</p> : <blockquote id={id}>{body}</blockquote>}
      <Failed failure={failure} title={failureWords} />
      <p class="actions">
        <button type="button" aria-describedby={id} aria-disabled={busy} onClick={() => void resolve(true)}>
          Stop their texts
        </button>
        <button
          type="button"
          class="quiet"
          aria-describedby={id}
          aria-disabled={busy}
          onClick={() => void resolve(false)}
        >
          Keep their texts
        </button>
      </p>
    </li>
  );
};
