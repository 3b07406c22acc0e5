import type { ScheduledId } from '../../shared/domain/ids.ts';
import { type ScheduledEntry, type ScheduledRuling, toScheduledEntry } from '../../shared/domain/scheduled-ruling.ts';
import type { IdempotentAnswer, RememberedAs } from '../../shared/ports/ruling-store.ts';
import type { ScheduledRulings } from '../../shared/ports/scheduled-rulings.ts';
import type { DueWork } from '../../shared/ports/timetable.ts';

/** What published and scheduled rulings share a table for: the rulings to come, and the answers to idempotency keys. */
export interface SharedRows {
  readonly scheduled: Map<ScheduledId, ScheduledRuling>;
  answerTo(key: string, now: string): IdempotentAnswer | undefined;
  remember(as: RememberedAs, answer: IdempotentAnswer): void;
}

export const sharedRows = (): SharedRows => {
  const answers = new Map<string, { readonly answer: IdempotentAnswer; readonly expiresAt: string }>();
  return {
    scheduled: new Map(),
    answerTo: (key, now) => {
      const stored = answers.get(key);
      return stored && stored.expiresAt > now ? structuredClone(stored.answer) : undefined;
    },
    remember: ({ key, expiresAt }, answer) => {
      answers.set(key, { answer: structuredClone(answer), expiresAt });
    },
  };
};

const placeOf = ({ publishAt, id }: ScheduledEntry): string => `${publishAt}#${id}`;

/** Scheduled rulings in memory, beside the rulings store that is given the same rows. */
export const fakeScheduledRulings = (
  { scheduled: rows, answerTo, remember }: SharedRows,
  timetable: { put(work: DueWork): void },
): ScheduledRulings => ({
  schedule: async (scheduled, due, as) => {
    const answer = as && answerTo(as.key, scheduled.createdAt);
    if (answer) return { kind: 'answered', answer };
    rows.set(scheduled.id, structuredClone(scheduled));
    timetable.put(due);
    if (as) remember(as, { requestHash: as.requestHash, scheduled: toScheduledEntry(scheduled) });
    return { kind: 'scheduled' };
  },
  find: async (id) => structuredClone(rows.get(id)),
  list: async (limit, cursor) => {
    const left = [...rows.values()]
      .map(toScheduledEntry)
      .sort((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
      .filter((entry) => cursor === undefined || placeOf(entry) > cursor);
    const items = structuredClone(left.slice(0, limit));
    const last = items.at(-1);
    return { items, nextCursor: last && left.length > limit ? placeOf(last) : null };
  },
  callOff: async (id) => rows.delete(id),
  fail: async ({ id }, failure) => {
    const standing = rows.get(id);
    if (standing) rows.set(id, { ...standing, failure });
    return standing !== undefined;
  },
  remind: async (due) => timetable.put(due),
});
