import { useCallback, useEffect, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { type Polled, usePolling } from '../../api/polling.ts';
import { type Motion, paceOf, quietAfterMs } from './pace.ts';

export interface Paced<Value> extends Polled<Value> {
  /** Something was done to it: asks at once, and often until it is seen. */
  readonly wake: () => void;
}

/** Reads a path each second while it changes, more seldom while it waits, and once it rests no more, or each `restMs`. */
export const usePaced = <Value>(
  api: Api,
  path: string | null,
  motionOf: (value: Value) => Motion,
  restMs?: number,
): Paced<Value> => {
  const [everyMs, setEveryMs] = useState<number | undefined>(paceOf('moves', 0));
  const [woken, setWoken] = useState(0);
  const { value, failure, refresh } = usePolling<Value>(api, path, everyMs === undefined ? {} : { everyMs });
  const motion = value === undefined ? 'moves' : motionOf(value);
  useEffect(() => {
    setEveryMs(paceOf(motion, 0, restMs));
    const timers = quietAfterMs.map((after, at) =>
      window.setTimeout(() => setEveryMs(paceOf(motion, at + 1, restMs)), after),
    );
    return () => {
      for (const timer of timers) window.clearTimeout(timer);
    };
  }, [path, value, motion, woken]);
  const wake = useCallback(() => {
    setWoken((before) => before + 1);
    refresh();
  }, [refresh]);
  return { value, failure, refresh, wake };
};
