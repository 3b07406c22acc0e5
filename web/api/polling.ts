import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { Answer, Api, Failure } from './client.ts';

export interface Polled<Value> {
  readonly value: Value | undefined;
  /** Of the last try; what was got before it stays. */
  readonly failure: Failure | undefined;
  /** Asks at once, also where polling has stopped. */
  readonly refresh: () => void;
}

interface PollingOptions<Value> {
  /** Between two answers; left out, it asks once. */
  readonly everyMs?: number;
  /** Nothing changes any more: polling stops. */
  readonly done?: (value: Value) => boolean;
}

const keep = <Value>(value: Value | undefined): { value?: Value } => (value === undefined ? {} : { value });

/** After so many failures in a row it asks 2, 4, 8 … times more seldom, up to 32 times. */
const mostSeldom = 5;

/**
 * Reads `path` again and again, by its entity tag: not while the tab is hidden, no more once `done`, more seldom while it fails. Null
 * reads nothing. A key that opens nothing any more stops it: `useKey` asks for another, which comes as another `api`.
 */
export const usePolling = <Value>(
  api: Api,
  path: string | null,
  { everyMs, done }: PollingOptions<Value> = {},
): Polled<Value> => {
  const [state, setState] = useState<{ path: string | null; value?: Value; failure?: Failure }>({ path });
  const [round, setRound] = useState(0);
  const isDone = useRef(done);
  isDone.current = done;
  const had = useRef<{ path: string; etag: string | null; value: Value } | undefined>(undefined);

  useEffect(() => {
    if (path === null) return;
    let over = false;
    let asking = false;
    let timer: number | undefined;
    let failures = 0;
    const ask = async (): Promise<void> => {
      if (over || asking || (document.hidden && everyMs !== undefined)) return;
      asking = true;
      const answer = await api.get<Value>(path, had.current?.path === path ? had.current.etag : null);
      asking = false;
      if (!over && heed(answer) && everyMs !== undefined)
        timer = window.setTimeout(ask, everyMs * 2 ** Math.min(failures, mostSeldom));
    };
    /** Whether it is to be asked again. */
    const heed = (answer: Answer<Value>): boolean => {
      if (answer.kind === 'failed') {
        failures += 1;
        setState((before) => ({ ...(before.path === path ? before : { path }), failure: answer.failure }));
        return answer.failure.kind !== 'refused' && answer.failure.kind !== 'unauthorized';
      }
      failures = 0;
      if (answer.kind === 'answered') had.current = { path, etag: answer.etag, value: answer.value };
      const { value } = had.current ?? {};
      if (answer.kind === 'unchanged') {
        setState((before) =>
          before.path === path && before.failure === undefined ? before : { path, ...keep(value) },
        );
      } else setState({ path, value: answer.value });
      over = value !== undefined && isDone.current?.(value) === true;
      return !over;
    };
    const onVisible = (): void => {
      window.clearTimeout(timer);
      void ask();
    };
    void ask();
    if (everyMs !== undefined) document.addEventListener('visibilitychange', onVisible);
    return () => {
      over = true;
      window.clearTimeout(timer);
      document.removeEventListener('visibilitychange', onVisible);
    };
  }, [api, path, everyMs, round]);

  const refresh = useCallback(() => setRound((before) => before + 1), []);
  const current = state.path === path ? state : undefined;
  return { value: current?.value, failure: current?.failure, refresh };
};
