import type { Log, LogFields } from '../../shared/ports/log.ts';
import type { LogCode } from '../../shared/ports/log-codes/log-codes.ts';
import { gather } from '../logs/gather.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly code: LogCode;
  readonly fields: LogFields;
  readonly cause?: unknown;
}

/** A log that keeps its lines. */
export const recordingLog = (): Log & { readonly lines: LogLine[]; count(code: LogCode): number } => {
  const lines: LogLine[] = [];
  const keep = (line: LogLine): void => {
    lines.push(line);
    gather(JSON.stringify({ ...line, cause: causes(line.cause) }));
  };
  return {
    lines,
    count: (code) => lines.filter((line) => line.code === code).length,
    info: (code, fields = {}) => keep({ level: 'info', code, fields }),
    warn: (code, fields = {}) => keep({ level: 'warn', code, fields }),
    error: (code, cause, fields = {}) => keep({ level: 'error', code, fields, cause }),
  };
};

/** An error says nothing that its log might not. */
const causes = (cause: unknown): string[] =>
  cause instanceof Error ? [`${cause.name}: ${cause.message}`, ...causes(cause.cause)] : [];
