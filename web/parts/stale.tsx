import type { Failure } from '../api/client.ts';

interface StaleProps {
  readonly failure: Failure | undefined;
  /** Whether something older stands below. */
  readonly shown: boolean;
  readonly retry: () => void;
}

/** Nothing new is known: says why, and lets one try again. Another key is asked for above the page. */
export const Stale = ({ failure, shown, retry }: StaleProps) => {
  if (failure === undefined || failure.kind === 'unauthorized') return null;
  return (
    <div class={`note ${shown ? 'warn' : 'bad'}`} role="alert">
      <p>
        <strong>{failure.title}.</strong> {shown && 'What you see below may be out of date.'}
      </p>
      {failure.kind !== 'refused' && (
        <button type="button" class="small" onClick={retry}>
          Try again
        </button>
      )}
    </div>
  );
};
