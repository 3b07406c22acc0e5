import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import type { preflight } from '../../../shared/use-cases/preflight.ts';
import type { Api, Failure } from '../../api/client.ts';

/** What would become of a draft. */
export type Plan = Awaited<ReturnType<ReturnType<typeof preflight>>>;

export interface Preflight {
  /** Of the last draft that fitted. */
  readonly plan: Plan | undefined;
  /** When `plan` was worked out: who gets it, when and for how much changes by itself. */
  readonly asOf: string | undefined;
  /** Whether `plan` is that of the draft as it stands. */
  readonly current: boolean;
  readonly failure: Failure | undefined;
  /** The draft, as JSON, that was last answered to. */
  readonly answered: string | undefined;
  /** Asks at once. */
  readonly again: () => void;
}

/** After somebody stopped typing. */
const pauseMs = 600;
/** Who looks at it again after so long is shown who is there now. */
const oldMs = 60_000;

interface Found {
  readonly body: string | undefined;
  readonly plan?: Plan;
  readonly asOf?: string;
  readonly failure?: Failure;
}

/**
 * Asks what would become of a draft, a moment after it stopped changing, and again when the page is come back to. An answer to a draft that
 * has changed since is dropped; the last plan stays until there is another. `body` is the draft as JSON, undefined where there is none yet.
 */
export const usePreflight = (api: Api, body: string | undefined): Preflight => {
  const [found, setFound] = useState<Found>({ body: undefined });
  const [round, setRound] = useState(0);
  const asked = useRef({ turn: 0, round: 0, at: 0 });
  useEffect(() => {
    const last = asked.current;
    last.turn += 1;
    const { turn } = last;
    const pause = last.round === round ? pauseMs : 0;
    last.round = round;
    if (body === undefined) return setFound({ body });
    const timer = setTimeout(async () => {
      last.at = Date.now();
      const answer = await api.send<Plan>('POST', '/v1/preflight', JSON.parse(body));
      if (turn !== last.turn) return;
      if (answer.kind === 'answered') setFound({ body, plan: answer.value, asOf: new Date().toISOString() });
      if (answer.kind === 'failed') {
        const { failure } = answer;
        setFound((before) => ({ ...before, body, failure }));
      }
    }, pause);
    return () => clearTimeout(timer);
  }, [api, body, round]);
  const again = useCallback(() => setRound((before) => before + 1), []);
  useEffect(() => {
    const onVisible = (): void => {
      if (!document.hidden && Date.now() - asked.current.at > oldMs) again();
    };
    document.addEventListener('visibilitychange', onVisible);
    return () => document.removeEventListener('visibilitychange', onVisible);
  }, []);
  const { plan, asOf, failure, body: answered } = found;
  const current = answered === body && plan !== undefined && failure === undefined;
  return { plan, asOf, failure, answered, current, again };
};
