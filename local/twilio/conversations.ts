import * as z from 'zod';
import { type Database, phoneOf } from './database.ts';
import { type Message, messageSchema } from './message.ts';

/** A phone that got or sent texts, how many, and the last of them. */
const phoneSchema = messageSchema.extend({ phone: z.string(), texts: z.int() });
export type TextedPhone = z.output<typeof phoneSchema>;

const newestSchema = z.object({ sid: z.string() });

/** What phones and we said to each other, our answers and others' among it. */
export const createConversations = ({ sql }: Database) => {
  const newest = sql.prepare('SELECT sid FROM messages ORDER BY seq DESC LIMIT 1');
  const phones = sql.prepare(`SELECT messages.*, phone, texts FROM phones JOIN messages ON seq = lastSeq
    ORDER BY lastSeq DESC LIMIT ?`);
  const between = sql.prepare(`SELECT * FROM messages WHERE ${phoneOf('')} = ? ORDER BY seq DESC LIMIT ?`);
  const clear = sql.prepare('DELETE FROM phones');
  return {
    /** The newest message of all, by its sid; undefined where there is none. */
    newest: (): string | undefined => newestSchema.optional().parse(newest.get())?.sid,
    /** Those that were heard of last, the newest first. */
    phones: (limit: number): TextedPhone[] => z.array(phoneSchema).parse(phones.all(limit)),
    /** The newest texts to and from a phone, in their order. */
    between: (of: string, limit: number): Message[] => z.array(messageSchema).parse(between.all(of, limit)).reverse(),
    clear: (): void => {
      clear.run();
    },
  };
};
export type Conversations = ReturnType<typeof createConversations>;
