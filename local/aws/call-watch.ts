import type { Call } from './policy.ts';

/** What a stand-in was asked and what it answered; of SQS, SNS and S3 the answer's body as it is sent. */
export interface Exchanged {
  readonly input: unknown;
  readonly output: unknown;
}

/**
 * Told of every call that a function makes to a stand-in: by a benchmark that counts them, by a test that makes them fail. Where it
 * rejects with a ServiceError, the function hears it as that service tells it, so that the SDK tries again what it would; any other
 * rejection is an internal failure.
 */
export interface CallWatch {
  /** Before the stand-in does it; when this rejects, it does not, and the function gets the rejection as its answer. */
  before?(principal: string, calls: readonly Call[]): Promise<void>;
  /** After the stand-in has done it and before the function hears of it; when this rejects, it hears of a failure. */
  after?(principal: string, calls: readonly Call[], exchanged: Exchanged): Promise<void>;
}
