import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import type { Database } from './database.ts';
import { type Message, type MessageStatus, messageSchema } from './message.ts';

/** A message to be, as accepted, replied or received; the store adds sid and times. */
export type NewMessage = Omit<Message, 'seq' | 'sid' | 'createdAt' | 'updatedAt' | 'sentAt'>;

const nextDueSchema = z.object({ at: z.int().nullable() });

export const createMessageStore = ({ sql }: Database) => {
  const insert = sql.prepare(`INSERT INTO messages
    (sid, direction, recipient, sender, service, body, media, statusCallback, callbackMode, ending, errorCode, status,
      createdAt, updatedAt, dueAt)
    VALUES (:sid, :direction, :recipient, :sender, :service, :body, :media, :statusCallback, :callbackMode, :ending,
      :errorCode, :status, :now, :now, :dueAt) RETURNING *`);
  const find = sql.prepare('SELECT * FROM messages WHERE sid = ?');
  const due = sql.prepare('SELECT * FROM messages WHERE dueAt <= ? ORDER BY dueAt, seq LIMIT ?');
  const nextDue = sql.prepare('SELECT MIN(dueAt) AS at FROM messages WHERE dueAt IS NOT NULL');
  const move = sql.prepare(`UPDATE messages SET status = :status, updatedAt = :now, dueAt = :dueAt,
    sentAt = CASE WHEN :status = 'sent' THEN :now ELSE sentAt END WHERE seq = :seq`);
  const sentTo = sql.prepare(`SELECT * FROM messages WHERE direction <> 'inbound'
    AND (:recipient IS NULL OR recipient = :recipient) ORDER BY seq`);
  const clear = sql.prepare('DELETE FROM messages');

  return {
    add: (message: NewMessage, now: number): Message => {
      const sid = `${message.media > 0 ? 'MM' : 'SM'}${randomBytes(16).toString('hex')}`;
      return messageSchema.parse(insert.get({ ...message, sid, now }));
    },
    find: (sid: string): Message | undefined => messageSchema.optional().parse(find.get(sid)),
    due: (now: number, limit: number): Message[] => z.array(messageSchema).parse(due.all(now, limit)),
    nextDue: (): number | undefined => nextDueSchema.parse(nextDue.get()).at ?? undefined,
    move: (seq: number, status: MessageStatus, now: number, dueAt: number | null): void => {
      move.run({ seq, status, now, dueAt });
    },
    /** What phones got, or are about to, in the order of its acceptance. */
    sentTo: (recipient: string | null): Message[] => z.array(messageSchema).parse(sentTo.all({ recipient })),
    clear: (): void => {
      clear.run();
    },
  };
};
export type MessageStore = ReturnType<typeof createMessageStore>;
