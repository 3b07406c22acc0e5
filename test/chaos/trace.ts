import type { Log, LogFields } from '../../shared/ports/log.ts';
import { Misfortune } from './fates.ts';

/** What happened last, to be read when a promise was broken. */
export interface Trace {
  note(who: string, what: string): void;
  /** A log of the wire's own, whose lines are notes. */
  logOf(who: string): Log;
  /** Errors that nothing in the world outside explains. */
  readonly defects: unknown[];
  /** How many notes there were in all. */
  count(): number;
  /** The last so many notes, or all of them. */
  last(lines?: number): string;
}

interface Note {
  readonly at: number;
  readonly who: string;
  readonly what: string;
}

/**
 * Errors that are no defects of ours: a process that was stalled makes its message too late, and an editor may take the slug of what
 * another has scheduled.
 */
const told: readonly string[] = ['DELIVERY_NOT_SENT', 'SCHEDULED_NOT_PUBLISHED'];

export const createTrace = (now: () => number): Trace => {
  const notes: Note[] = [];
  const defects: unknown[] = [];
  const note = (who: string, what: string): void => void notes.push({ at: now(), who, what });
  const lineOf = ({ at, who, what }: Note): string => `${new Date(at).toISOString()}  ${who.padEnd(22)} ${what}`;
  return {
    note,
    defects,
    count: () => notes.length,
    last: (lines = notes.length) => notes.slice(-lines).map(lineOf).join('\n'),
    logOf: (who) => {
      const line = (code: string, fields: LogFields = {}): void => note(who, `${code} ${JSON.stringify(fields)}`);
      return {
        info: line,
        warn: line,
        error: (code, cause, fields) => {
          line(`${code} (${cause instanceof Error ? cause.message : String(cause)})`, fields);
          if (!(cause instanceof Misfortune) && !told.includes(code)) defects.push(cause);
        },
      };
    },
  };
};
