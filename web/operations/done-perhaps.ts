import type { Answer, Failure } from '../api/client.ts';

/** Whether a list is to be read anew. Without a network it could not be, and what is shown would be gone. */
export const mayBeDone = (answer: Answer<unknown>): boolean =>
  answer.kind !== 'failed' || answer.failure.kind === 'broken';

/** What is said of something asked for that did not succeed; `look` is where one sees whether it happened all the same. */
export const donePerhaps =
  (look: string) =>
  ({ kind, title }: Failure): string =>
    kind === 'refused' || kind === 'unauthorized' ? title : `${title}. It may have happened: ${look}`;
