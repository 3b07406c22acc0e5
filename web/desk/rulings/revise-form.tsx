import { useState } from 'preact/hooks';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import { useAction } from '../../api/action.ts';
import { type Api, type Failure, isInDoubt } from '../../api/client.ts';
import { errorBelow, pointersBelow } from '../../parts/errors-below.ts';
import { Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import type { ShownDistribution } from '../distribution/pace.ts';
import { ChangedSince } from './changed-since.tsx';
import { ConfirmChange } from './confirm-change.tsx';
import { type Act, bodyOf, type Draft, emptyDraft, isUntouched } from './draft.ts';
import { EditChoice } from './edit-choice.tsx';
import { fieldsOf, readOthers, rebased } from './fields.ts';
import { FieldsForm, shownPointers } from './fields-form.tsx';
import { saysNothingNew } from './made.ts';
import { TextsChoice, usualTexts } from './texts-choice.tsx';

const words = {
  edit: { title: 'Edit', path: 'updates' },
  correct: { title: 'Correct', path: 'corrections' },
  retract: { title: 'Retract', path: 'retraction' },
} as const satisfies Record<Act, object>;

const failureWords = (failure: Failure): string => {
  const { problem, title } = failure;
  if (problem === 'forbidden') return 'Your key cannot change fact-checks: it lacks the scope newsroom:write.';
  if (!isInDoubt(failure)) return title;
  return `${title}. It may have been done; pressing again does not do it twice.`;
};

interface ReviseFormProps {
  readonly api: Api;
  readonly act: Act;
  /** As it stands now. */
  readonly ruling: Ruling;
  readonly distribution: ShownDistribution | undefined;
  readonly draft: Draft | undefined;
  /** Whether what is written survives a reload. */
  readonly kept: boolean;
  readonly write: (parts: Partial<Draft>) => void;
  /** Looks whether the fact-check has changed. */
  readonly refresh: () => void;
  readonly done: () => void;
}

/** An edit, a correction or a retraction, from what was seen of the fact-check to its next revision. */
export const ReviseForm = ({ api, act, ruling, distribution, draft, kept, write, refresh, done }: ReviseFormProps) => {
  const { run, busy, failure, forget } = useAction();
  const [asks, setAsks] = useState(false);
  const [showsWrong, setShowsWrong] = useState(false);
  const current =
    draft === undefined || isUntouched(draft) ? { ...(draft ?? emptyDraft(ruling)), seen: ruling } : draft;
  const { seen, edited, note, edit, texts, inDoubt } = current;
  const body = bodyOf(act, current);
  const { changes = {} } = body;
  const minor = act === 'edit' && edit === 'minor';
  const usual = usualTexts(act, 'rating' in changes);
  const stale = seen.revision !== ruling.revision;

  const isWrong = edited.others !== undefined && readOthers(edited.others) === undefined;
  const saysNothing = !isWrong && saysNothingNew(act, current, ruling);
  const review = (event: Event): void => {
    event.preventDefault();
    setShowsWrong(isWrong);
    if (!isWrong && !saysNothing) setAsks(true);
  };
  const send = async (): Promise<void> => {
    const sent = JSON.stringify(body);
    const answer = await run(async () => {
      write({ inDoubt: [...new Set([...inDoubt, sent])] });
      const path = `/v1/rulings/${ruling.id}/${words[act].path}`;
      const answered = await api.send('POST', path, body, { 'if-match': `"${seen.revision}"` });
      // what was refused did nothing; what was in doubt before still is
      if (answered.kind === 'failed' && !isInDoubt(answered.failure)) write({ inDoubt });
      return answered;
    });
    setAsks(false);
    if (answer === undefined) refresh();
    else done();
  };
  const goOn = (): void => {
    const carried = rebased(seen, ruling, edited);
    setShowsWrong(carried === undefined);
    if (carried === undefined) return;
    forget();
    write({ seen: ruling, edited: carried, inDoubt: [] });
  };
  return (
    <form onSubmit={review} aria-labelledby="change">
      <h2 id="change">{words[act].title}</h2>
      {stale && <ChangedSince seen={seen} now={ruling} goOn={goOn} />}
      <Failed
        failure={failure}
        shown={['/note', '/edit', '/texts', ...pointersBelow(failure, shownPointers)]}
        title={failureWords}
      />
      {act === 'edit' && (
        <EditChoice chosen={edit} error={errorBelow(failure, '/edit')} choose={(chosen) => write({ edit: chosen })} />
      )}
      <Field
        label={act === 'edit' ? 'Note, if readers should know' : 'Note'}
        hint="Public. It goes wherever the fact-check goes."
        error={errorBelow(failure, '/note')}
      >
        {(described) => (
          <textarea
            {...described}
            rows={3}
            required={act !== 'edit'}
            value={note}
            onInput={(event) => write({ note: event.currentTarget.value })}
          />
        )}
      </Field>
      {act !== 'retract' && (
        <FieldsForm
          fields={{ ...fieldsOf(seen), ...edited }}
          {...{ failure }}
          wrongOthers={showsWrong && isWrong ? 'is not a JSON object' : undefined}
          write={(name, text) => write({ edited: { ...edited, [name]: text } })}
        />
      )}
      {!minor && (
        <TextsChoice
          chosen={texts}
          usual={usual}
          error={errorBelow(failure, '/texts')}
          choose={(chosen) => write({ texts: chosen })}
        />
      )}
      {!kept && <p class="note warn">This is too long to be kept in this tab: reloading the page would lose it.</p>}
      {saysNothing ? (
        <p class="note">
          {body.note === null
            ? 'No field changes, and there is no note.'
            : `Revision ${ruling.revision} has this note already, and no field changes.`}
        </p>
      ) : (
        <p class="actions">
          <button type="submit" class={act === 'retract' ? 'danger' : undefined} aria-disabled={busy}>
            {words[act].title} …
          </button>
        </p>
      )}
      {asks && (
        <ConfirmChange
          {...{ act, changes, note, busy, distribution }}
          title={words[act].title}
          texts={minor ? 'none' : (texts ?? usual)}
          onConfirm={() => void send()}
          onClose={() => setAsks(false)}
        />
      )}
    </form>
  );
};
