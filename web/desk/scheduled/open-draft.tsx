import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { ScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { useAction } from '../../api/action.ts';
import type { Api, Failure } from '../../api/client.ts';
import { Confirm } from '../../parts/confirm.tsx';
import { Failed } from '../../parts/failed.tsx';
import { goTo } from '../../parts/place.ts';
import { type Draft, isEmpty, type Json } from '../compose/draft.ts';
import { keepDraft, keptDraft } from '../compose/kept-draft.ts';

interface Whole {
  readonly scheduled: ScheduledEntry;
  readonly draft: Draft;
}

const failureWords = ({ problem, title }: Failure): string =>
  problem === 'not-found' ? 'It is no longer scheduled: it was published, or someone else called it off.' : title;

const isNothing = (value: Json): boolean => value === null || (Array.isArray(value) && value.length === 0);

/** What was left out is left out again, and a time that is to come is proposed once more. */
const draftOf = ({ draft, scheduled: { publishAt, failure } }: Whole): Draft => ({
  ...Object.fromEntries(Object.entries(draft).filter(([, value]) => !isNothing(value))),
  ...(failure ? {} : { publishAt }),
});

interface OpenDraftProps {
  readonly api: Api;
  readonly entry: ScheduledEntry;
  /** What else can be done with it. */
  readonly children: ComponentChildren;
}

/** Puts a copy of what is scheduled into the form; asks before another draft is lost there. */
export const OpenDraft = ({ api, entry: { id }, children }: OpenDraftProps) => {
  const { run, busy, failure } = useAction<Whole>();
  const [asked, setAsked] = useState<Draft>();
  const [isTooLong, setTooLong] = useState(false);
  const take = (draft: Draft): void => {
    if (keepDraft(draft)) goTo('new');
    else setTooLong(true);
  };
  const open = async (): Promise<void> => {
    const whole = await run(() => api.get<Whole>(`/v1/scheduled/${id}`));
    if (whole === undefined) return;
    if (isEmpty(keptDraft())) take(draftOf(whole));
    else setAsked(draftOf(whole));
  };
  return (
    <>
      <p class="actions">
        <button type="button" class="quiet" aria-describedby={id} aria-disabled={busy} onClick={() => void open()}>
          Open as a draft
        </button>
        {children}
      </p>
      <Failed failure={failure} title={failureWords} />
      {isTooLong && <p class="note bad">It is too long to be kept in this tab.</p>}
      {asked && (
        <Confirm
          title="Replace the draft you are writing?"
          action="Replace it"
          danger
          onConfirm={() => {
            setAsked(undefined);
            take(asked);
          }}
          onClose={() => setAsked(undefined)}
        >
          <p>What you wrote there will be lost.</p>
        </Confirm>
      )}
    </>
  );
};
