import { type Draft, emptyDraft, listAt, parseDraft, valueAt } from './draft.ts';

const draftName = 'rulingwire-desk-draft';
const attemptsName = 'rulingwire-desk-attempts';

/** A try at publishing whose outcome is not known: `body`, with its time if it was to be scheduled, went under `key`. */
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

export const keepAttempts = (attempts: readonly Attempt[]): boolean => keep(attemptsName, { attempts });

export const keptAttempts = (): readonly Attempt[] => {
  const parsed = parseDraft(sessionStorage.getItem(attemptsName) ?? '');
  if (!('draft' in parsed)) return [];
  return listAt(parsed.draft, ['attempts']).flatMap((each) => {
    const [body, key] = [valueAt(each, ['body']), valueAt(each, ['key'])];
    return typeof body === 'string' && typeof key === 'string' ? [{ body, key }] : [];
  });
};

export const forgetDraft = (): void => {
  sessionStorage.removeItem(draftName);
  sessionStorage.removeItem(attemptsName);
};
