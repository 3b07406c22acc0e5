import { useState } from 'preact/hooks';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import { useAction } from '../../api/action.ts';
import type { Api, Failure } from '../../api/client.ts';
import { Failed } from '../../parts/failed.tsx';
import { Field } from '../../parts/field.tsx';
import type { ShownDistribution } from '../distribution/pace.ts';
import { ChangedSince } from './changed-since.tsx';
import { ConfirmChange } from './confirm-change.tsx';
import { type Act, type Draft, emptyDraft, isUntouched } from './draft.ts';
import { EditChoice } from './edit-choice.tsx';
import { errorBelow, pointersBelow } from './errors.ts';
import { changesOf, fieldsOf, readOthers } from './fields.ts';
import { FieldsForm, shownPointers } from './fields-form.tsx';
import { TextsChoice, usualTexts } from './texts-choice.tsx';

const words = {
  edit: { title: 'Edit', path: 'updates' },
  correct: { title: 'Correct', path: 'corrections' },
  retract: { title: 'Retract', path: 'retraction' },
} as const satisfies Record<Act, object>;

const failureWords = ({ kind, problem, title }: Failure): string => {
  if (problem === 'forbidden') return 'Your key may not change fact-checks: it lacks the scope newsroom:write.';
  if (kind === 'refused' || kind === 'unauthorized') return title;
  return `${title}. It may have been done; pressing again does not do it twice.`;
};

interface ReviseFormProps {
  readonly api: Api;
  readonly act: Act;
  /** As it stands now. */
  readonly ruling: Ruling;
  readonly distribution: ShownDistribution | undefined;
  readonly draft: Draft | undefined;
  readonly write: (draft: Draft) => void;
  /** Looks whether the fact-check has changed. */
  readonly refresh: () => void;
  readonly done: () => void;
}

/** An edit, a correction or a retraction, from what was seen of the fact-check to its next revision. */
export const ReviseForm = ({ api, act, ruling, distribution, draft, write, refresh, done }: ReviseFormProps) => {
  const { run, busy, failure, forget } = useAction();
  const [asks, setAsks] = useState(false);
  const [wrongOthers, setWrongOthers] = useState<string>();
  const current =
    draft === undefined || isUntouched(draft) ? { ...(draft ?? emptyDraft(ruling)), seen: ruling } : draft;
  const { seen, edited, note, edit, texts } = current;
  const changes = changesOf(seen, edited);
  const minor = act === 'edit' && edit === 'minor';
  const usual = usualTexts(act, 'rating' in changes);
  const stale = seen.revision !== ruling.revision;

  const review = (event: Event): void => {
    event.preventDefault();
    const wrong = edited.others !== undefined && readOthers(edited.others) === undefined;
    setWrongOthers(wrong ? 'is no JSON object' : undefined);
    if (!wrong) setAsks(true);
  };
  const send = async (): Promise<void> => {
    const body = {
      ...(act === 'edit' ? { edit } : {}),
      note: act === 'edit' && note.trim() === '' ? null : note,
      ...(act === 'retract' ? {} : { changes }),
      texts: minor ? null : texts,
    };
    const path = `/v1/rulings/${ruling.id}/${words[act].path}`;
    const answer = await run(() => api.send('POST', path, body, { 'if-match': `"${seen.revision}"` }));
    setAsks(false);
    if (answer === undefined) refresh();
    else done();
  };
  const goOn = (): void => {
    forget();
    write({ ...current, seen: ruling });
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
        <EditChoice
          chosen={edit}
          error={errorBelow(failure, '/edit')}
          choose={(chosen) => write({ ...current, edit: chosen })}
        />
      )}
      <Field
        label={act === 'edit' ? 'Note, if readers should know' : 'Note'}
        hint="Public: it stands with the fact-check wherever it goes."
        error={errorBelow(failure, '/note')}
      >
        {(described) => (
          <textarea
            {...described}
            rows={3}
            required={act !== 'edit'}
            value={note}
            onInput={(event) => write({ ...current, note: event.currentTarget.value })}
          />
        )}
      </Field>
      {act !== 'retract' && (
        <FieldsForm
          fields={{ ...fieldsOf(seen), ...edited }}
          {...{ failure, wrongOthers }}
          write={(name, text) => write({ ...current, edited: { ...edited, [name]: text } })}
        />
      )}
      {!minor && (
        <TextsChoice
          chosen={texts}
          usual={usual}
          error={errorBelow(failure, '/texts')}
          choose={(chosen) => write({ ...current, texts: chosen })}
        />
      )}
      <p class="actions">
        <button type="submit" class={act === 'retract' ? 'danger' : undefined} aria-disabled={busy}>
          {words[act].title} …
        </button>
      </p>
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
