import { useState } from 'preact/hooks';
import type { Ruling } from '../../../shared/domain/ruling.ts';
import type { ScheduledEntry } from '../../../shared/domain/scheduled-ruling.ts';
import { useAction } from '../../api/action.ts';
import { type Answer, type Api, type FieldError, isInDoubt } from '../../api/client.ts';
import { goTo } from '../../parts/place.ts';
import { type Doubt, doubtIn } from './doubts.ts';
import { bodyOf, type Draft } from './draft.ts';
import { type Attempt, forgetDraft, keepAttempts, keptAttempts } from './kept-draft.ts';

/** 201: it is published. 202: it will be. */
type Accepted = { readonly ruling: Pick<Ruling, 'id'> } | { readonly scheduled: Pick<ScheduledEntry, 'id'> };

export interface Publishing extends Pick<ReturnType<typeof useAction<Accepted>>, 'busy' | 'failure'> {
  /** Publishes it, or schedules it where there is a time (ISO 8601). */
  readonly publish: (draft: Draft, publishAt?: string) => Promise<void>;
  /** Whether the last try was to schedule it. */
  readonly scheduling: boolean;
  /** What earlier tries held, the last one at the end: each may have been published, or scheduled. */
  readonly doubts: readonly Doubt[];
  /** The draft is given up, and what is not known of it with it. */
  readonly forget: () => void;
}

/** Refusals by which an earlier try with the same body was refused as well. */
const neverTaken: ReadonlySet<string> = new Set(['not-json', 'invalid', 'too-large', 'idempotency-key-reused']);

/**
 * The same content for the same time goes under the same key, also after a reload: however often it is tried, it is published once. A key
 * is kept for as long as a try under it is in doubt, whatever becomes of later ones. `refuse` gets what is wrong with the fields.
 */
export const usePublish = (api: Api, refuse: (errors: readonly FieldError[]) => void): Publishing => {
  const { run, busy, failure, forget } = useAction<Accepted>();
  const [attempts, setAttempts] = useState(keptAttempts);
  const [scheduling, setScheduling] = useState(false);
  const know = (known: readonly Attempt[]): void => {
    keepAttempts(known);
    setAttempts(known);
  };
  const send = async (body: string): Promise<Answer<Accepted>> => {
    const before = attempts.find((each) => each.body === body);
    const attempt = before ?? { body, key: crypto.randomUUID() };
    const others = attempts.filter((each) => each !== before);
    know([...others, attempt]);
    const headers = { 'idempotency-key': attempt.key };
    const answer = await api.send<Accepted>('POST', '/v1/rulings', JSON.parse(body), headers);
    if (answer.kind !== 'failed' || isInDoubt(answer.failure)) return answer;
    if (before === undefined || neverTaken.has(answer.failure.problem)) know(others);
    refuse(answer.failure.errors);
    return answer;
  };
  return {
    ...{ busy, failure, scheduling },
    doubts: busy ? [] : attempts.map(doubtIn),
    forget: () => {
      setAttempts([]);
      forget();
    },
    publish: async (draft, publishAt) => {
      const body = { ...bodyOf(draft), ...(publishAt === undefined ? {} : { publishAt }) };
      setScheduling(publishAt !== undefined);
      const accepted = await run(() => send(JSON.stringify(body)));
      if (accepted === undefined) return;
      forgetDraft();
      if ('ruling' in accepted) goTo('rulings', accepted.ruling.id);
      else goTo('scheduled');
    },
  };
};
