import * as z from 'zod';
import type { Database } from './database.ts';

const rowSchema = z.object({ file: z.string() });

/** The lists of numbers that were given back, by day: each a file as Twilio keeps it, 11 digits a line. */
export const createDeactivationStore = ({ sql }: Database) => {
  const find = sql.prepare('SELECT file FROM deactivations WHERE day = ?');
  const write = sql.prepare('INSERT OR REPLACE INTO deactivations (day, file) VALUES (?, ?)');
  const clear = sql.prepare('DELETE FROM deactivations');
  return {
    set: (day: string, phones: readonly string[]): void => {
      write.run(day, phones.map((phone) => `${phone.slice(1)}\n`).join(''));
    },
    file: (day: string): string | undefined => rowSchema.optional().parse(find.get(day))?.file,
    clear: (): void => {
      clear.run();
    },
  };
};
