import type { Edit } from '../../../shared/domain/event.ts';
import type { Note } from '../../../shared/domain/ruling.ts';

/** How much an edit matters. */
export const editWords: Readonly<Record<Edit, { readonly label: string; readonly hint: string }>> = {
  minor: { label: 'Minor', hint: 'Spelling or layout. Nobody is told.' },
  clarification: { label: 'Clarification', hint: 'Says better what it said.' },
  update: { label: 'Update', hint: 'Adds what is new.' },
  context: { label: 'Context', hint: 'What became known later. The rating stands for what was known then.' },
  status: { label: 'Status', hint: 'A promise has come further, or a position has changed.' },
};

export const noteWords = (kind: Note['kind']): string =>
  kind === 'correction' ? 'Correction' : kind === 'retraction' ? 'Retraction' : editWords[kind].label;
