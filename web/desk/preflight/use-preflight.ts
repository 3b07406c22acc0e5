import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { preflight } from '../../../shared/use-cases/preflight.ts';
import type { Api, Failure } from '../../api/client.ts';

/** What would become of a draft. */
export type Plan = Awaited<ReturnType<ReturnType<typeof preflight>>>;

export interface Preflight {
  /** Of the last draft that fitted. */
  readonly plan: Plan | undefined;
  /** Whether `plan` is that of the draft as it stands. */
  readonly current: boolean;
  readonly failure: Failure | undefined;
  /** The draft, as JSON, that was last answered to. */
  readonly answered: string | undefined;
  readonly again: () => void;
}

/** After somebody stopped typing. */
const pauseMs = 600;

interface Found {
  readonly body: string | undefined;
  readonly plan?: Plan;
  readonly failure?: Failure;
}

/**
 * Asks what would become of a draft, a moment after it stopped changing. An answer to a draft that has changed since is dropped; the last
 * plan stays until there is another. `body` is the draft as JSON, undefined where there is none yet.
 */
export const usePreflight = (api: Api, body: string | undefined): Preflight => {
  const [found, setFound] = useState<Found>({ body: undefined });
  const [round, setRound] = useState(0);
  const asked = useRef(0);
  useEffect(() => {
    asked.current += 1;
    const turn = asked.current;
    if (body === undefined) return setFound({ body });
    const timer = setTimeout(async () => {
      const answer = await api.send<Plan>('POST', '/v1/preflight', JSON.parse(body));
      if (turn !== asked.current) return;
      if (answer.kind === 'answered') setFound({ body, plan: answer.value });
      if (answer.kind === 'failed') {
        const { failure } = answer;
        setFound((before) => ({ ...before, body, failure }));
      }
    }, pauseMs);
    return () => clearTimeout(timer);
  }, [api, body, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  const { plan, failure, body: answered } = found;
  const current = answered === body && plan !== undefined && failure === undefined;
  return { plan, failure, answered, current, again };
};
