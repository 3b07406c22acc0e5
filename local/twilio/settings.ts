import * as z from 'zod';
import type { Database } from './database.ts';

/** Who answers the keywords STOP, START and HELP, as an account at Twilio is set up. */
export const settingsSchema = z.strictObject({
  /**
   * - `default`: Twilio answers in its own words, and texts nobody who sent STOP
   * - `advanced`: likewise, and its webhook says what it took the text for, as `OptOutType`
   * - `off`: Twilio does nothing
   */
  optOut: z.enum(['default', 'advanced', 'off']),
  /** The network of toll-free numbers answers STOP and START before Twilio, whatever the account says. */
  tollFree: z.boolean().default(false),
});

/** Before anybody says otherwise: STOP ends texts, and nobody answers it. */
const UNSET = { optOut: null, tollFree: false } as const;
export type Settings = z.output<typeof settingsSchema> | typeof UNSET;

const rowSchema = z.object({ value: z.string() });

export const createSettings = ({ sql }: Database) => {
  const find = sql.prepare("SELECT value FROM settings WHERE name = 'keywords'");
  const write = sql.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES ('keywords', ?)");
  const clear = sql.prepare('DELETE FROM settings');
  return {
    current: (): Settings => {
      const row = rowSchema.optional().parse(find.get());
      return row === undefined ? UNSET : settingsSchema.parse(JSON.parse(row.value));
    },
    set: (settings: Settings): void => {
      write.run(JSON.stringify(settings));
    },
    clear: (): void => {
      clear.run();
    },
  };
};
