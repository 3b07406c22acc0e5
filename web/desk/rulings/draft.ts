import type { Edit } from '../../../shared/domain/event.ts';
import type { Ruling, TextMode } from '../../../shared/domain/ruling.ts';
import { changesOf, type Fields } from './fields.ts';

/** What is done to a fact-check that stands; also the last part of the place where that is written. */
export const acts = ['edit', 'correct', 'retract'] as const;
export type Act = (typeof acts)[number];

/** A change that is being written. */
export interface Draft {
  /** The fact-check as it was when the writing began, or as it was last looked at: no other is changed. */
  readonly seen: Ruling;
  /** Fields that were touched; all others follow the fact-check. */
  readonly edited: Partial<Fields>;
  readonly note: string;
  readonly edit: Edit;
  /** Null: as the newsroom's rules have it. */
  readonly texts: TextMode | null;
  /** Bodies, as JSON, that went out for what was seen, and may have arrived. */
  readonly inDoubt: readonly string[];
}

export const emptyDraft = (seen: Ruling): Draft => ({
  ...{ seen, edited: {}, note: '', edit: 'update', texts: null, inDoubt: [] },
});

/** Nothing is written in it, and nothing of it is under way: it follows the fact-check. */
export const isUntouched = ({ edited, note, inDoubt }: Draft): boolean =>
  Object.keys(edited).length === 0 && note === '' && inDoubt.length === 0;

/** What the API gets. */
export interface Body {
  readonly edit?: Edit;
  readonly note: string | null;
  readonly changes?: Readonly<Record<string, unknown>>;
  readonly texts: TextMode | null;
}

export const bodyOf = (act: Act, { seen, edited, note, edit, texts }: Draft): Body => ({
  ...(act === 'edit' ? { edit } : {}),
  note: act === 'edit' && note.trim() === '' ? null : note,
  ...(act === 'retract' ? {} : { changes: changesOf(seen, edited) }),
  texts: act === 'edit' && edit === 'minor' ? null : texts,
});
