import { type Failure, isInDoubt } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { DoubtNote } from './doubt-note.tsx';
import type { Draft } from './draft.ts';
import { withLabels } from './labels.ts';
import type { Publishing } from './use-publish.ts';

const titleOf =
  ({ scheduling, doubts }: Publishing) =>
  (failure: Failure): string => {
    const { title, errors } = failure;
    const done = scheduling ? 'scheduled' : 'published';
    if (isInDoubt(failure)) return `${title}. It may have been ${done}, or not.`;
    const not = doubts.length > 0 ? `This time it was not ${done}` : `It was not ${done}`;
    return errors.length > 0 ? `${not}. ${title}.` : `${not}: ${title}.`;
  };

/** The fact-check that has the slug already, or the id of the CMS, where a refusal names it. */
const takenBy = ({ problem, errors }: Failure): string | undefined =>
  problem === 'slug-taken'
    ? errors.map(({ detail }) => /\brul_[0-9A-Z]{26}\b/.exec(detail)?.[0]).find((id) => id !== undefined)
    : undefined;

interface OutcomeProps {
  readonly draft: Draft;
  readonly publishing: Publishing;
}

/** Why it was not published, or that nobody knows whether it was, and what is safe then. */
export const Outcome = ({ draft, publishing }: OutcomeProps) => {
  const { busy, failure, doubts } = publishing;
  if (busy) return null;
  const taken = failure && takenBy(failure);
  return (
    <>
      {failure?.kind !== 'unauthorized' && (
        <Failed failure={failure && withLabels(failure)} title={titleOf(publishing)} />
      )}
      {taken !== undefined && (
        <p>
          {doubts.length > 0 && 'It may be this very one, published by an earlier try. '}
          <a href={`#/rulings/${taken}`}>Look at the fact-check that has it</a>
        </p>
      )}
      {doubts.length > 0 && (
        <div class="note warn">
          {doubts.map((doubt) => (
            <DoubtNote key={doubt.key} doubt={doubt} draft={draft} />
          ))}
        </div>
      )}
    </>
  );
};
