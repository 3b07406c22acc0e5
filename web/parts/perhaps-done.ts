import { type Failure, isInDoubt } from '../api/client.ts';

/** What is said of a call that failed: without an answer, or with one of 500, nobody knows whether it was done. */
export const perhapsDone =
  (advice: string) =>
  (failure: Failure): string =>
    isInDoubt(failure) ? `${failure.title}. ${advice}` : failure.title;
