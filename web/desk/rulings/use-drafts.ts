import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import type { RulingId } from '../../../shared/domain/ids.ts';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import { type Act, acts, bodyOf, type Draft, emptyDraft, isUntouched } from './draft.ts';
import { type Drafts, forgetDraft, keepDraft, keptDrafts } from './kept-changes.ts';
import { madeOf } from './made.ts';

export interface Made {
  readonly act: Act;
  readonly revision: number;
}

export interface Written {
  readonly drafts: Drafts;
  /** Whether the last one that was written survives a reload. */
  readonly kept: boolean;
  /** The change of which nothing was heard at first, and that was made all the same. */
  readonly made: Made | undefined;
  readonly write: (act: Act, parts: Partial<Draft>) => void;
  readonly drop: (act: Act) => void;
}

/**
 * What is being written about a fact-check, kept for as long as the tab is open. Once there is a newer revision, it is known of what
 * went out in doubt whether it made it; `onMade` hears of what is done with by that.
 */
export const useDrafts = (id: RulingId, ruling: Ruling | undefined, onMade: (act: Act) => void): Written => {
  const [drafts, setDrafts] = useState(() => keptDrafts(id));
  const [kept, setKept] = useState(true);
  const [made, setMade] = useState<Made>();
  // two may be written in one turn
  const latest = useRef(drafts);
  const become = (act: Act, draft: Draft | undefined): void => {
    const { [act]: _, ...others } = latest.current;
    latest.current = draft === undefined ? others : { ...others, [act]: draft };
    setDrafts(latest.current);
  };
  const drop = (act: Act): void => {
    forgetDraft(id, act);
    become(act, undefined);
  };
  const write = (act: Act, parts: Partial<Draft>): void => {
    if (ruling === undefined) return;
    const before = latest.current[act] ?? emptyDraft(ruling);
    const draft = { ...before, ...(isUntouched(before) ? { seen: ruling } : {}), ...parts };
    setKept(keepDraft(id, act, draft));
    become(act, draft);
  };
  useLayoutEffect(() => {
    for (const act of acts) {
      const draft = latest.current[act];
      if (!ruling || !draft || draft.inDoubt.length === 0 || draft.seen.revision >= ruling.revision) continue;
      const found = madeOf(act, draft, ruling);
      if (found !== undefined) setMade({ act, revision: draft.seen.revision + 1 });
      if (found === JSON.stringify(bodyOf(act, draft))) {
        drop(act);
        onMade(act);
      } else write(act, { inDoubt: [] });
    }
  }, [ruling]);
  return { drafts, kept, made, write, drop };
};
