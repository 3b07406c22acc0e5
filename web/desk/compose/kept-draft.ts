import { type Draft, emptyDraft, parseDraft } from './draft.ts';

const draftName = 'rulingwire-desk-draft';
const attemptName = 'rulingwire-desk-attempt';

/** A try at publishing whose outcome may not be known: `body` went under `key`. */
export interface Attempt {
  readonly body: string;
  readonly key: string;
}

/** Keeps a value for as long as the tab is open; whether there was room for it. */
const keep = (name: string, value: unknown): boolean => {
  try {
    sessionStorage.setItem(name, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
};

export const keepDraft = (draft: Draft): boolean => keep(draftName, draft);

/** The draft that was being written in this tab. */
export const keptDraft = (): Draft => {
  const parsed = parseDraft(sessionStorage.getItem(draftName) ?? '');
  return 'draft' in parsed ? parsed.draft : emptyDraft;
};

export const keepAttempt = (attempt: Attempt): boolean => keep(attemptName, attempt);

export const keptAttempt = (): Attempt | undefined => {
  const parsed = parseDraft(sessionStorage.getItem(attemptName) ?? '');
  if (!('draft' in parsed)) return undefined;
  const { body, key } = parsed.draft;
  return typeof body === 'string' && typeof key === 'string' ? { body, key } : undefined;
};

export const forgetAttempt = (): void => sessionStorage.removeItem(attemptName);

export const forgetDraft = (): void => {
  sessionStorage.removeItem(draftName);
  forgetAttempt();
};
