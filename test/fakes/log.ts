import type { Log, LogFields } from '../../shared/ports/log.ts';
import type { LogCode } from '../../shared/ports/log-codes.ts';

export interface LogLine {
  readonly level: 'info' | 'warn' | 'error';
  readonly code: LogCode;
  readonly fields: LogFields;
  readonly cause?: unknown;
}

/** A log that keeps its lines. */
export const recordingLog = (): Log & { readonly lines: LogLine[]; count(code: LogCode): number } => {
  const lines: LogLine[] = [];
  return {
    lines,
    count: (code) => lines.filter((line) => line.code === code).length,
    info: (code, fields = {}) => lines.push({ level: 'info', code, fields }),
    warn: (code, fields = {}) => lines.push({ level: 'warn', code, fields }),
    error: (code, cause, fields = {}) => lines.push({ level: 'error', code, fields, cause }),
  };
};
