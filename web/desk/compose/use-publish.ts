import { useState } from 'preact/hooks';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import type { ScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { useAction } from '../../api/action.ts';
import type { Answer, Api, FieldError } from '../../api/client.ts';
import { goTo } from '../../parts/place.ts';
import { bodyOf, type Draft, parseDraft } from './draft.ts';
import { type Attempt, forgetAttempt, forgetDraft, keepAttempt, keptAttempt } from './kept-draft.ts';

/** 201: it is published. 202: it will be. */
type Accepted = { readonly ruling: Pick<Ruling, 'id'> } | { readonly scheduled: Pick<ScheduledEntry, 'id'> };

export interface Publishing extends Pick<ReturnType<typeof useAction<Accepted>>, 'busy' | 'failure'> {
  /** Publishes it, or schedules it where there is a time (ISO 8601). */
  readonly publish: (draft: Draft, publishAt?: string) => Promise<void>;
  /** What an earlier try held whose outcome is not known: it may have been published. */
  readonly inDoubt: Draft | undefined;
}

/** The same content goes under the same key, also after a reload: however often it is tried, it is published once. */
const attemptOf = (body: string, before: Attempt | undefined): Attempt =>
  before?.body === body ? before : { body, key: crypto.randomUUID() };

const draftIn = (attempt: Attempt | undefined): Draft | undefined => {
  const parsed = parseDraft(attempt?.body ?? '');
  return 'draft' in parsed ? bodyOf(parsed.draft) : undefined;
};

/** `refuse` gets what is wrong with the fields. */
export const usePublish = (api: Api, refuse: (errors: readonly FieldError[]) => void): Publishing => {
  const { run, busy, failure } = useAction<Accepted>();
  const [attempt, setAttempt] = useState(keptAttempt);
  const send = async (body: string): Promise<Answer<Accepted>> => {
    const next = attemptOf(body, attempt);
    keepAttempt(next);
    setAttempt(next);
    const headers = { 'idempotency-key': next.key };
    const answer = await api.send<Accepted>('POST', '/v1/rulings', JSON.parse(body), headers);
    if (answer.kind !== 'failed' || answer.failure.kind === 'offline' || answer.failure.kind === 'broken')
      return answer;
    forgetAttempt();
    setAttempt(undefined);
    refuse(answer.failure.errors);
    return answer;
  };
  return {
    ...{ busy, failure },
    inDoubt: busy ? undefined : draftIn(attempt),
    publish: async (draft, publishAt) => {
      const body = { ...bodyOf(draft), ...(publishAt === undefined ? {} : { publishAt }) };
      const accepted = await run(() => send(JSON.stringify(body)));
      if (accepted === undefined) return;
      forgetDraft();
      if ('ruling' in accepted) goTo('rulings', accepted.ruling.id);
      else goTo('scheduled');
    },
  };
};
