import type { RulingId } from '../../../shared/domain/ids.ts';
import { type Act, acts, type Draft } from './draft.ts';

export type Drafts = Readonly<Partial<Record<Act, Draft>>>;

const nameOf = (id: RulingId, act: Act): string => `rulingwire-desk-${act}-${id}`;

const isDraft = (value: unknown): value is Draft =>
  typeof value === 'object' && value !== null && 'seen' in value && 'edited' in value && 'inDoubt' in value;

const read = (id: RulingId, act: Act): Draft | undefined => {
  try {
    const kept: unknown = JSON.parse(sessionStorage.getItem(nameOf(id, act)) ?? 'null');
    return isDraft(kept) ? kept : undefined;
  } catch {
    return undefined;
  }
};

/** What was being written about a fact-check in this tab. */
export const keptDrafts = (id: RulingId): Drafts =>
  Object.fromEntries(
    acts.flatMap((act) => {
      const draft = read(id, act);
      return draft === undefined ? [] : [[act, draft]];
    }),
  );

/** Keeps it for as long as the tab is open; whether there was room for it. */
export const keepDraft = (id: RulingId, act: Act, draft: Draft): boolean => {
  try {
    sessionStorage.setItem(nameOf(id, act), JSON.stringify(draft));
    return true;
  } catch {
    // an older one, of another wording, would come back instead
    sessionStorage.removeItem(nameOf(id, act));
    return false;
  }
};

export const forgetDraft = (id: RulingId, act: Act): void => sessionStorage.removeItem(nameOf(id, act));
