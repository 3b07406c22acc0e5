import type { DueWork, Timetable } from '../../shared/ports/timetable.ts';

/** A Timetable in memory; `put` stands for the transaction that a row comes in with. */
export const fakeTimetable = (): Timetable & { put(work: DueWork): void; rows(): DueWork[] } => {
  const rows = new Map<string, DueWork>();
  const keyOf = ({ at, kind, id }: DueWork): string => `${at}#${kind}#${id}`;
  const sorted = () => [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, work]) => work);
  return {
    put: (work) => rows.set(keyOf(work), { ...work }),
    rows: sorted,
    due: async (now, limit) =>
      sorted()
        .filter(({ at }) => at <= now)
        .slice(0, limit),
    done: async (work) => {
      if (rows.get(keyOf(work))?.body === work.body) rows.delete(keyOf(work));
    },
  };
};
