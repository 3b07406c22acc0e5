import { bodyOf, type Draft, parseDraft, textAt } from './draft.ts';
import type { Attempt } from './kept-draft.ts';

/** What an earlier try held whose outcome is not known. */
export interface Doubt extends Attempt {
  /** Without its time. */
  readonly body: string;
  /** When it is to be published if it was scheduled; undefined where it was to be published at once. */
  readonly publishAt: string | undefined;
}

export const doubtIn = ({ body, key }: Attempt): Doubt => {
  const parsed = parseDraft(body);
  const draft = 'draft' in parsed ? parsed.draft : {};
  return { key, body: JSON.stringify(bodyOf(draft)), publishAt: textAt(draft, ['publishAt']) || undefined };
};

export const isOf = (doubt: Doubt, draft: Draft): boolean => doubt.body === JSON.stringify(bodyOf(draft));

export const isPast = (at: string): boolean => Date.parse(at) <= Date.now();

/** When this very draft may be scheduled for already: sent for that time once more, it is scheduled once. */
export const sameTime = (doubts: readonly Doubt[], draft: Draft): string | undefined =>
  doubts.findLast((doubt) => doubt.publishAt !== undefined && !isPast(doubt.publishAt) && isOf(doubt, draft))
    ?.publishAt;
