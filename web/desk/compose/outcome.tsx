import type { Failure } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { bodyOf, type Draft } from './draft.ts';
import { labelAt } from './labels.ts';
import type { Publishing } from './use-publish.ts';

const titleOf = ({ kind, title, errors }: Failure): string => {
  if (kind === 'offline' || kind === 'broken') return `${title}. It may have been published, or not.`;
  return errors.length > 0 ? `It was not published. ${title}.` : `It was not published: ${title}.`;
};

interface OutcomeProps {
  readonly draft: Draft;
  readonly publishing: Publishing;
}

/** Why it was not published, or that nobody knows whether it was, and what is safe then. */
export const Outcome = ({ draft, publishing: { busy, failure, inDoubt } }: OutcomeProps) => {
  if (busy) return null;
  const same = inDoubt !== undefined && JSON.stringify(inDoubt) === JSON.stringify(bodyOf(draft));
  return (
    <>
      {failure?.kind !== 'unauthorized' && <Failed failure={failure && named(failure)} title={titleOf} />}
      {inDoubt !== undefined && (
        <div class="note warn">
          {same ? (
            <p>Publish it again: as long as nothing in it changes, it is published once, however often you try.</p>
          ) : (
            <p>
              An earlier version of this draft may have been published. Look among the{' '}
              <a href="#/rulings">fact-checks</a> before you publish this one.
            </p>
          )}
        </div>
      )}
    </>
  );
};

/** With the names that the form has for fields. */
const named = (failure: Failure): Failure => ({
  ...failure,
  errors: failure.errors.map(({ pointer, detail }) => {
    const label = labelAt(pointer);
    return label === undefined ? { pointer, detail } : { pointer: '', detail: `${label}: ${detail}` };
  }),
});
