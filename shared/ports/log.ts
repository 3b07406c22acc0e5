import type { LogCode } from './log-codes/log-codes.ts';

/** What a log line may carry: ids, counts and states, never a phone number or another word about a person. */
export type LogFields = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** Log lines are catalogued codes with fields, so that they can be searched and alarmed on. */
export interface Log {
  info(code: LogCode, fields?: LogFields): void;
  warn(code: LogCode, fields?: LogFields): void;
  /** `cause` is logged by its name and stack alone where its message could hold what came from outside. */
  error(code: LogCode, cause: unknown, fields?: LogFields): void;
}
