import * as z from 'zod';
import type { Database } from './database.ts';

const callbackSchema = z.object({ id: z.int(), target: z.string(), form: z.string(), attempts: z.int() });
/** A callback owed: `target` is the StatusCallback as it was given, `form` the body. */
export type Callback = z.output<typeof callbackSchema>;

const nextDueSchema = z.object({ at: z.int().nullable() });

export const createCallbackStore = ({ sql }: Database) => {
  const insert = sql.prepare('INSERT INTO callbacks (target, form, attempts, dueAt) VALUES (?, ?, 0, ?)');
  const take = sql.prepare(`UPDATE callbacks SET dueAt = NULL WHERE id IN
    (SELECT id FROM callbacks WHERE dueAt <= ? ORDER BY dueAt, id LIMIT ?) RETURNING id, target, form, attempts`);
  const remove = sql.prepare('DELETE FROM callbacks WHERE id = ?');
  const postpone = sql.prepare('UPDATE callbacks SET attempts = attempts + 1, dueAt = ? WHERE id = ?');
  const nextDue = sql.prepare('SELECT MIN(dueAt) AS at FROM callbacks WHERE dueAt IS NOT NULL');
  const clear = sql.prepare('DELETE FROM callbacks');
  // Those that were on their way when the process died: whether they arrived is not known, so they go again.
  sql.exec('UPDATE callbacks SET dueAt = 0 WHERE dueAt IS NULL');

  return {
    owe: (target: string, form: string, dueAt: number): void => {
      insert.run(target, form, dueAt);
    },
    /** The ones due, oldest first, marked as on their way. */
    take: (now: number, limit: number): Callback[] =>
      z
        .array(callbackSchema)
        .parse(take.all(now, limit))
        .sort((a, b) => a.id - b.id),
    remove: (id: number): void => {
      remove.run(id);
    },
    postpone: (id: number, dueAt: number): void => {
      postpone.run(dueAt, id);
    },
    nextDue: (): number | undefined => nextDueSchema.parse(nextDue.get()).at ?? undefined,
    clear: (): void => {
      clear.run();
    },
  };
};
export type CallbackStore = ReturnType<typeof createCallbackStore>;
