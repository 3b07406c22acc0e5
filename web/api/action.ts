import { useRef, useState } from 'preact/hooks';
import type { Answer, Failure } from './client.ts';

export interface Action<Value> {
  /** Does it, unless it is being done. Answers what came back (null where the API answers nothing), or undefined where it did not work. */
  readonly run: (work: () => Promise<Answer<Value>>) => Promise<Value | undefined>;
  readonly busy: boolean;
  readonly failure: Failure | undefined;
  readonly forget: () => void;
}

/** One thing that a person does: never twice at once, and what went wrong is told until the next try. */
export const useAction = <Value = unknown>(): Action<Value> => {
  const [state, setState] = useState<{ busy: boolean; failure?: Failure }>({ busy: false });
  const under = useRef(false);
  return {
    busy: state.busy,
    failure: state.failure,
    forget: () => setState({ busy: under.current }),
    run: async (work) => {
      if (under.current) return undefined;
      under.current = true;
      setState({ busy: true });
      let failure: Failure | undefined;
      try {
        const answer = await work();
        if (answer.kind === 'failed') failure = answer.failure;
        return answer.kind === 'answered' ? answer.value : undefined;
      } finally {
        // also where `work` throws: else nothing could be pressed again
        under.current = false;
        setState({ busy: false, ...(failure && { failure }) });
      }
    },
  };
};
