import type { Ruling } from '../../../shared/domain/ruling.ts';
import { Moment } from '../../parts/moment.tsx';
import { DiffView } from './diff-view.tsx';

interface ChangedSinceProps {
  readonly seen: Ruling;
  readonly now: Ruling;
  /** What is written becomes a change to the newer revision. */
  readonly goOn: () => void;
}

/** Somebody else changed the fact-check while a change was written: what, and a way on. */
export const ChangedSince = ({ seen, now, goOn }: ChangedSinceProps) => (
  <div class="note warn" role="alert">
    <p>
      <strong>This fact-check changed while you were writing.</strong> You started from revision {seen.revision}.
      Revision {now.revision} was made <Moment at={now.updatedAt} />. What you wrote is kept. Since then:
    </p>
    <DiffView before={seen} after={now} />
    <p>
      <button type="button" class="quiet" onClick={goOn}>
        Continue from revision {now.revision}
      </button>
    </p>
  </div>
);
