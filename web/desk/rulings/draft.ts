import type { Edit } from '../../../shared/domain/event.ts';
import type { Ruling, TextMode } from '../../../shared/domain/ruling.ts';
import type { Fields } from './fields.ts';

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
}

export const emptyDraft = (seen: Ruling): Draft => ({ seen, edited: {}, note: '', edit: 'update', texts: null });

export const isUntouched = ({ edited, note }: Draft): boolean => Object.keys(edited).length === 0 && note === '';
