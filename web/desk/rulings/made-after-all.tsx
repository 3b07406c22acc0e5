import type { Act } from './draft.ts';
import type { Made } from './use-drafts.ts';

const nouns = { edit: 'edit', correct: 'correction', retract: 'retraction' } as const satisfies Record<Act, string>;

interface MadeAfterAllProps {
  readonly made: Made;
  /** More was written since it went out. */
  readonly goesOn: boolean;
}

/** Nothing was heard of a change, and it was made. */
export const MadeAfterAll = ({ made: { act, revision }, goesOn }: MadeAfterAllProps) => (
  <p class="note good" role="status">
    <strong>Your {nouns[act]} was made:</strong> it is revision {revision}.
    {goesOn && ' What you wrote since then is kept, and has not been sent.'}
  </p>
);
