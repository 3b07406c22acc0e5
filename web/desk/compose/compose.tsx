import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import type { Api } from '../../api/client.ts';
import { Stale } from '../../parts/stale.tsx';
import { useNewsroomAsked } from '../newsroom.ts';
import { PreflightPanel } from '../preflight/preflight.tsx';
import { usePreflight } from '../preflight/use-preflight.ts';
import { Actions } from './actions.tsx';
import './compose.css';
import { bodyOf, isEmpty, parseDraft } from './draft.ts';
import { Essentials } from './essentials.tsx';
import { formOf, useWritten } from './form.ts';
import { KeptAsIs } from './kept-as-is.tsx';
import { forgetDraft, keepDraft } from './kept-draft.ts';
import { More } from './more.tsx';
import { Outcome } from './outcome.tsx';
import { Paste } from './paste.tsx';
import { showFirstWrong } from './show-first-wrong.ts';
import { TestSend } from './test-send.tsx';
import { TextsChoice } from './texts-choice.tsx';
import { usePublish } from './use-publish.ts';

/** A new fact-check: what is written, and beside it what would become of it. */
export const Compose = ({ api }: { readonly api: Api }) => {
  const { value: newsroom, failure: unread, refresh } = useNewsroomAsked();
  const written = useWritten();
  const { draft } = written;
  const body = JSON.stringify(bodyOf(draft));
  const preflight = usePreflight(api, isEmpty(draft) ? undefined : body);
  const found = useMemo(() => parseDraft(preflight.answered ?? ''), [preflight.answered]);
  const errors = preflight.failure?.errors ?? [];
  const form = formOf(written, { draft: 'draft' in found ? found.draft : {}, errors });
  const publishing = usePublish(api, written.refuse);
  const box = useRef<HTMLFormElement>(null);
  const [pasting, setPasting] = useState(false);
  const [kept, setKept] = useState(true);
  useEffect(() => setKept(keepDraft(draft)), [draft]);
  useEffect(() => {
    if (publishing.failure?.kind === 'refused') showFirstWrong(box.current);
  }, [publishing.failure]);
  const clear = (): void => {
    forgetDraft();
    publishing.forget();
    written.clear();
  };
  return (
    <div class="sides compose">
      <form ref={box} aria-label="The fact-check" onSubmit={(event) => event.preventDefault()}>
        <p>
          <button type="button" class="small" onClick={() => setPasting(true)}>
            Paste JSON
          </button>
        </p>
        <Stale failure={unread} shown={false} retry={refresh} />
        {newsroom === undefined ? (
          unread === undefined && <p role="status">Loading the newsroom’s rating scales …</p>
        ) : (
          <>
            <Essentials form={form} scales={newsroom.ratingScales} />
            <TextsChoice form={form} />
            <h2>More details</h2>
            <More form={form} newsroom={newsroom} />
          </>
        )}
        <KeptAsIs form={form} errors={[...written.refused, ...errors]} />
        <Outcome draft={draft} publishing={publishing} />
        {!kept && (
          <p class="note warn">This draft is too long to be kept in this tab: reloading the page would lose it.</p>
        )}
        <TestSend api={api} draft={draft} refuse={written.refuse} />
        <Actions draft={draft} preflight={preflight} publishing={publishing} clear={clear} />
      </form>
      <PreflightPanel preflight={preflight} form={form} />
      {pasting && (
        <Paste
          draft={draft}
          take={(taken) => {
            written.replace(taken);
            setPasting(false);
          }}
          onClose={() => setPasting(false)}
        />
      )}
    </div>
  );
};
