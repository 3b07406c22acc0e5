import { useCallback, useState } from 'preact/hooks';
import type { FieldError } from '../../api/client.ts';
import { type Draft, emptyDraft, type Json, type Path, pointerOf, textAt, valueAt, withAt } from './draft.ts';
import { keptDraft } from './kept-draft.ts';

/** What a field of the form works on. */
export interface Form {
  readonly draft: Draft;
  readonly text: (path: Path) => string;
  /** Undefined takes a field out. */
  readonly set: (path: Path, next: Json | undefined) => void;
  /** Somebody has been at this field: what is wrong with it may be told. */
  readonly leave: (path: Path) => void;
  readonly error: (path: Path) => string | undefined;
}

export interface Written {
  readonly draft: Draft;
  readonly set: Form['set'];
  readonly leave: Form['leave'];
  readonly isTouched: (pointer: string) => boolean;
  /** What publishing was refused for, but for fields that were changed since. */
  readonly refused: readonly FieldError[];
  readonly refuse: (errors: readonly FieldError[]) => void;
  /** Puts another draft in its place; a whole one is to be told all that is wrong with it. */
  readonly replace: (draft: Draft) => void;
  readonly clear: () => void;
}

interface State {
  readonly draft: Draft;
  readonly touched: ReadonlySet<string>;
  /** All of it was handed in: every field counts as touched. */
  readonly whole: boolean;
  readonly refused: readonly FieldError[];
}

const fresh = (draft: Draft, whole: boolean): State => ({ draft, touched: new Set(), whole, refused: [] });

const concerns = (pointer: string, changed: string): boolean =>
  pointer === changed || pointer.startsWith(`${changed}/`) || changed.startsWith(`${pointer}/`);

/** The draft as it is being written, and what has been told about it. */
export const useWritten = (): Written => {
  const [state, setState] = useState<State>(() => fresh(keptDraft(), false));
  const set = useCallback((path: Path, next: Json | undefined) => {
    const pointer = pointerOf(path);
    setState((before) => ({
      ...before,
      draft: withAt(before.draft, path, next),
      refused: before.refused.filter((error) => !concerns(error.pointer, pointer)),
    }));
  }, []);
  const leave = useCallback((path: Path) => {
    const pointer = pointerOf(path);
    setState((before) =>
      before.touched.has(pointer) ? before : { ...before, touched: new Set(before.touched).add(pointer) },
    );
  }, []);
  return {
    draft: state.draft,
    refused: state.refused,
    set,
    leave,
    isTouched: (pointer) => state.whole || state.touched.has(pointer),
    refuse: (refused) => setState((before) => ({ ...before, whole: true, refused })),
    replace: (draft) => setState(fresh(draft, true)),
    clear: () => setState(fresh(emptyDraft, false)),
  };
};

/** What is missing is told in fewer words than a parser has for it. */
const inWords = (draft: Draft, path: Path, detail: string | undefined): string | undefined => {
  const value = valueAt(draft, path);
  return detail !== undefined && (value === undefined || value === '') ? 'This is required.' : detail;
};

/** What the last preflight found wrong with the draft that it was asked about. */
interface Found {
  readonly draft: Draft;
  readonly errors: readonly FieldError[];
}

const sameAt = (one: Draft, other: Draft, path: Path): boolean =>
  JSON.stringify(valueAt(one, path)) === JSON.stringify(valueAt(other, path));

/** The draft as fields see it. What was found at a field is told until it changes. */
export const formOf = (written: Written, found: Found): Form => {
  const { draft, refused, isTouched, set, leave } = written;
  return {
    ...{ draft, set, leave },
    text: (path) => textAt(draft, path),
    error: (path) => {
      const pointer = pointerOf(path);
      const at = (errors: readonly FieldError[]) => errors.find((error) => error.pointer === pointer)?.detail;
      const told = isTouched(pointer) && sameAt(draft, found.draft, path) ? at(found.errors) : undefined;
      return inWords(draft, path, at(refused) ?? told);
    },
  };
};
