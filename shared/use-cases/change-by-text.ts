import { endedSince, evidence } from '../domain/consent-history.ts';
import { type Preferences, preferencesSchema, type Subscriber } from '../domain/subscriber.ts';
import type { InboundText } from '../ports/inbound-log.ts';
import type { SubscriberStore } from '../ports/subscriber-store.ts';
import { makeActive } from './make-active.ts';

export interface ChangeDeps {
  readonly subscribers: Pick<SubscriberStore, 'change' | 'move' | 'evidenceOf'>;
}

type TextSaid = Pick<InboundText, 'sid' | 'at' | 'body'>;

/** What a text asks to be different. */
export type AskedChange =
  | { readonly kind: 'frequency'; readonly frequency: Preferences['frequency'] }
  | { readonly kind: 'topics'; readonly mode: 'drop' | 'only'; readonly topics: readonly string[] };

/**
 * Does what a text asks of somebody who is there, and answers their topics or how they are held back now. Whoever paused themselves and
 * asks for texts of some topics, or at some pace, goes on; whoever drops a topic has not asked for any. Where a text of theirs waits for a
 * person they stay `held`.
 */
export const changeAsAsked =
  (deps: ChangeDeps) =>
  async (
    profile: Subscriber,
    asked: AskedChange,
    text: TextSaid,
    known: readonly string[],
  ): Promise<Preferences | 'paused' | 'held'> => {
    const to = await changeByText(deps)(profile, asked, text, known);
    if (profile.status !== 'paused' || to === 'paused') return to;
    if (profile.reason === 'unclear-reply') return 'held';
    if (asked.kind === 'topics' && asked.mode === 'drop') return 'paused';
    return (await resumeByText(deps)(profile, text)) ? to : 'paused';
  };

/**
 * Lets texts go on after their preferences are written, so that whoever dies in between sends too little and never too much. False where
 * they have paused or left since the text first came.
 */
export const resumeByText =
  (deps: ChangeDeps) =>
  async ({ hash }: Pick<Subscriber, 'hash'>, { sid, at, body: said }: TextSaid): Promise<boolean> => {
    const rows = await deps.subscribers.evidenceOf(hash);
    if (endedSince(rows, at)) return false;
    if (rows.some((row) => row.sid === sid && row.kind === 'resumed')) return true;
    return makeActive(deps)('paused', evidence({ hash, at, kind: 'resumed', by: 'text', sid, said }));
  };

/**
 * Gives a subscriber the preferences that a text asks for, with its words as evidence; `known` are all topics that there are. Whoever
 * drops their last topic is paused: an empty list would mean all of them. A text that comes again, and that a later one has overtaken,
 * changes nothing. Answers the topics that are wanted now; `paused` where none is.
 */
export const changeByText =
  ({ subscribers }: ChangeDeps) =>
  async (
    profile: Subscriber,
    asked: AskedChange,
    text: TextSaid,
    known: readonly string[],
  ): Promise<Preferences | 'paused'> => {
    const { hash, zones } = profile;
    const preferences = preferencesSchema.parse(profile);
    const rows = await subscribers.evidenceOf(hash);
    const changes = rows.filter(({ kind }) => kind === 'changed' || kind === 'paused');
    const done = changes.find(({ sid }) => sid === text.sid);
    if (done?.kind === 'paused') return 'paused';
    if (done?.preferences) return done.preferences;
    const wanted = apply(preferences, asked, known);
    if (changes.some(({ at }) => at > text.at)) return preferences;
    const from = { hash, at: text.at, by: 'text', sid: text.sid, said: text.body } as const;
    if (wanted === 'none') {
      const wish = { status: 'paused', reason: 'own-wish' } as const;
      await subscribers.move(hash, ['active'], wish, text.at, evidence({ ...from, kind: 'paused' }));
      return 'paused';
    }
    await subscribers.change(wanted, zones, evidence({ ...from, kind: 'changed', preferences: wanted }));
    return wanted;
  };

const apply = (preferences: Preferences, asked: AskedChange, known: readonly string[]): Preferences | 'none' => {
  if (asked.kind === 'frequency') return { ...preferences, frequency: asked.frequency };
  if (asked.mode === 'only') return { ...preferences, topics: [...asked.topics] };
  const before = preferences.topics.length === 0 ? known : preferences.topics;
  const topics = before.filter((topic) => !asked.topics.includes(topic));
  return topics.length === 0 ? 'none' : { ...preferences, topics };
};
