import { Logger } from '@aws-lambda-powertools/logger';
import type { Log, LogFields } from '../ports/log.ts';
import type { LogCode } from '../ports/log-codes/log-codes.ts';
import { measure } from './metrics.ts';

/** Log lines as JSON on standard output, and the metrics that follow from them. An error is logged by its name and stack frames: its message may quote what came from outside. */
export const createLog = (service: string): Log => {
  const logger = new Logger({ serviceName: service });
  return {
    info: (code: LogCode, fields: LogFields = {}) => {
      logger.info(code, { ...fields });
      measure(code, fields, Date.now());
    },
    warn: (code: LogCode, fields: LogFields = {}) => {
      logger.warn(code, { ...fields });
      measure(code, fields, Date.now());
    },
    error: (code, cause, fields = {}) => {
      logger.error(code, { ...fields, ...describeError(cause) });
      measure(code, fields, Date.now());
    },
  };
};

const describeError = (cause: unknown): { errorName: string; errorAt: string[] } =>
  cause instanceof Error
    ? { errorName: causeChain(cause).join(' < '), errorAt: frames(cause) }
    : { errorName: typeof cause, errorAt: [] };

/** Only frames: the head of a stack repeats the message. */
const frames = (error: Error): string[] =>
  (error.stack ?? '')
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, 6)
    .map((line) => line.trim());

const causeChain = (error: Error): string[] =>
  error.cause instanceof Error ? [error.name, ...causeChain(error.cause)] : [error.name];
