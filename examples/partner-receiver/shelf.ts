import { DatabaseSync } from 'node:sqlite';
import * as z from 'zod';
import { type Event, type RulingChange, rulingChange } from './event.ts';

/** Another process, a backup say, may hold the file for a moment. */
const lockedMs = 5_000;

const tables = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = FULL;
  CREATE TABLE IF NOT EXISTS events (id TEXT PRIMARY KEY, sequence INTEGER, previous INTEGER);
  CREATE INDEX IF NOT EXISTS events_sequence ON events (sequence);
  CREATE TABLE IF NOT EXISTS superseded (sequence INTEGER PRIMARY KEY);
  CREATE TABLE IF NOT EXISTS rulings (
    id TEXT PRIMARY KEY, revision INTEGER NOT NULL, eventId TEXT NOT NULL, page TEXT NOT NULL,
    acknowledged INTEGER NOT NULL DEFAULT 0
  );`;

const missing = `
  SELECT DISTINCT previous AS sequence FROM events
  WHERE previous IS NOT NULL
    AND previous NOT IN (SELECT sequence FROM events WHERE sequence IS NOT NULL)
    AND previous NOT IN (SELECT sequence FROM superseded)
  ORDER BY previous`;

const revisionSchema = z.object({ revision: z.int() });
const sequenceSchema = z.object({ sequence: z.int().nullable() });
const dueSchema = z.object({ rulingId: z.string(), eventId: z.string(), revision: z.int() });
const pageSchema = z.object({ page: z.string() });

/** `stored`: a page changed. `older`: we hold a newer revision. `repeated`: we had the event. `noted`: it is about no ruling. */
export type Taken = 'stored' | 'older' | 'repeated' | 'noted';
/** What happened to an event, for the operator. */
export const lineOf = (taken: Taken, { type, id }: Event): string => `${taken} ${type} ${id}`;

export type Acknowledgement = z.output<typeof dueSchema>;
export type Shelf = ReturnType<typeof openShelf>;

/** All that the receiver remembers, in one file of SQLite: what a method has written stands, even if the process is killed right after. */
export const openShelf = (file: string) => {
  const db = new DatabaseSync(file, { timeout: lockedMs });
  db.exec(tables);
  const statement = {
    add: db.prepare('INSERT INTO events (id, sequence, previous) VALUES (?, ?, ?) ON CONFLICT DO NOTHING'),
    supersede: db.prepare('INSERT INTO superseded (sequence) VALUES (?) ON CONFLICT DO NOTHING'),
    held: db.prepare('SELECT revision FROM rulings WHERE id = ?'),
    put: db.prepare(`INSERT INTO rulings (id, revision, eventId, page) VALUES (?, ?, ?, ?)
      ON CONFLICT (id) DO UPDATE SET revision = excluded.revision, eventId = excluded.eventId, page = excluded.page`),
    missing: db.prepare(missing),
    lastBefore: db.prepare('SELECT max(sequence) AS sequence FROM events WHERE sequence < ?'),
    due: db.prepare('SELECT id AS rulingId, eventId, revision FROM rulings WHERE acknowledged < revision'),
    acknowledged: db.prepare('UPDATE rulings SET acknowledged = max(acknowledged, ?) WHERE id = ?'),
    page: db.prepare('SELECT page FROM rulings WHERE id = ?'),
  };

  const change = ({ rulingId, revision, page }: RulingChange, { id }: Event): Taken => {
    const held = revisionSchema.optional().parse(statement.held.get(rulingId));
    // whatever order they come in, the newest revision is what stands
    if (held !== undefined && held.revision >= revision) return 'older';
    statement.put.run(rulingId, revision, id, JSON.stringify(page));
    return 'stored';
  };

  return {
    /**
     * Takes an event once, by its id, in one transaction with what it changes. Your own work belongs into that transaction too, or behind
     * a table that it fills.
     */
    take(event: Event): Taken {
      const { sequence, previousSequence, supersedes } = event.data;
      db.exec('BEGIN IMMEDIATE');
      try {
        const isNew = Number(statement.add.run(event.id, sequence ?? null, previousSequence).changes) === 1;
        for (const other of supersedes) statement.supersede.run(other);
        const about = rulingChange(event);
        const taken = !isNew ? 'repeated' : about === undefined ? 'noted' : change(about, event);
        db.exec('COMMIT');
        return taken;
      } catch (error) {
        db.exec('ROLLBACK');
        throw error;
      }
    },
    /** Events that we were owed, have not got, and that no other supersedes. */
    missing: (): number[] => statement.missing.all().flatMap((row) => sequenceSchema.parse(row).sequence ?? []),
    /** The newest event that we have before this one; 0 when there is none. */
    lastBefore: (sequence: number): number => sequenceSchema.parse(statement.lastBefore.get(sequence)).sequence ?? 0,
    /** Rulings whose revision on the shelf the newsroom has not been told of. */
    dueAcknowledgements: (): Acknowledgement[] => dueSchema.array().parse(statement.due.all()),
    acknowledged({ rulingId, revision }: Acknowledgement): void {
      statement.acknowledged.run(revision, rulingId);
    },
    /** The page about a ruling, as JSON. */
    page: (rulingId: string): string | undefined => pageSchema.optional().parse(statement.page.get(rulingId))?.page,
    close: (): void => db.close(),
  };
};
