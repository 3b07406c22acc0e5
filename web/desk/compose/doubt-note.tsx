import { Moment } from '../../parts/moment.tsx';
import { type Doubt, isOf, isPast } from './doubts.ts';
import type { Draft } from './draft.ts';

interface DoubtNoteProps {
  readonly doubt: Doubt;
  readonly draft: Draft;
}

/** Nobody knows whether an earlier try did it: what is safe now. */
export const DoubtNote = ({ doubt, draft }: DoubtNoteProps) => {
  const same = isOf(doubt, draft);
  const { publishAt } = doubt;
  if (publishAt === undefined)
    return same ? (
      <p>Publish it again: as long as nothing in it changes, it is published once, however often you try.</p>
    ) : (
      <p>
        An earlier version of this draft may have been published. Look among the <a href="#/rulings">fact-checks</a>{' '}
        before you publish this one.
      </p>
    );
  const past = isPast(publishAt);
  return (
    <p>
      {same ? 'It' : 'An earlier version of this draft'} may be scheduled for <Moment at={publishAt} zone />
      {past && ', or published by now'}.{' '}
      {same && !past && 'Schedule it again for the same time: then it is scheduled once, however often you try. '}
      Look at what is <a href="#/scheduled">scheduled</a>
      {past && (
        <>
          {' '}
          and among the <a href="#/rulings">fact-checks</a>
        </>
      )}{' '}
      before you publish it now or pick another time.
    </p>
  );
};

/** Before something else is done: what may be scheduled stays so. */
export const MayBeScheduled = ({ doubts }: { readonly doubts: readonly Doubt[] }) => (
  <>
    {doubts.map(
      ({ key, publishAt }) =>
        publishAt !== undefined && (
          <p key={key} class="note warn">
            It may already be scheduled for <Moment at={publishAt} zone />, and this would not call that off. Look at
            what is <a href="#/scheduled">scheduled</a> first.
          </p>
        ),
    )}
  </>
);
