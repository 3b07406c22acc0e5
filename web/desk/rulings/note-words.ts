import type { Edit } from '../../../shared/domain/event.ts';
import type { Note } from '../../../shared/domain/ruling.ts';

/** How much an edit matters. */
export const editWords: Readonly<Record<Edit, { readonly label: string; readonly hint: string }>> = {
  minor: { label: 'Minor', hint: 'Spelling or layout. No one is notified.' },
  clarification: { label: 'Clarification', hint: 'Says the same thing more clearly.' },
  update: { label: 'Update', hint: 'Adds something new.' },
  context: { label: 'Context', hint: 'Adds what became known later. The rating reflects what was known then.' },
  status: { label: 'Status', hint: 'A promise has moved forward, or a position has changed.' },
};

export const noteWords = (kind: Note['kind']): string =>
  kind === 'correction' ? 'Correction' : kind === 'retraction' ? 'Retraction' : editWords[kind].label;
