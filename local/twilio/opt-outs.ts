import type { Database } from './database.ts';

/** Twilio's default keywords: https://help.twilio.com/articles/223134027. */
const STOP = ['STOP', 'STOPALL', 'UNSUBSCRIBE', 'CANCEL', 'END', 'QUIT', 'REVOKE', 'OPTOUT'];
const START = ['START', 'YES', 'UNSTOP'];

/** The network's own record of who wants nothing more from the sender; a message to them is refused with 21610. */
export const createOptOuts = ({ sql }: Database) => {
  const has = sql.prepare('SELECT 1 AS found FROM optOuts WHERE phone = ?');
  const insert = sql.prepare('INSERT OR IGNORE INTO optOuts (phone) VALUES (?)');
  const remove = sql.prepare('DELETE FROM optOuts WHERE phone = ?');
  const clear = sql.prepare('DELETE FROM optOuts');
  return {
    has: (phone: string): boolean => has.get(phone) !== undefined,
    /** A text from this phone: a keyword counts where it is the whole text, in any case. */
    hear: (phone: string, body: string): void => {
      const word = body.trim().toUpperCase();
      if (STOP.includes(word)) insert.run(phone);
      if (START.includes(word)) remove.run(phone);
    },
    clear: (): void => {
      clear.run();
    },
  };
};
