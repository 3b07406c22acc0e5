import type { Log } from '../ports/log.ts';
import type { WorkQueue } from '../ports/work-queues.ts';

/** One call moves so many: at 30 ms a batch of ten they take 3 s of the API's 29. */
const mostAtOnce = 1_000;

/** Puts dead letters of a queue back on it and answers how many, and how many are left; `undefined` when there is no such queue. */
export const redriveDeadLetters =
  ({ queues, log }: { readonly queues: readonly WorkQueue[]; readonly log: Log }) =>
  async (name: string): Promise<{ moved: number; left: number } | undefined> => {
    const queue = queues.find((each) => each.name === name);
    if (queue === undefined) return undefined;
    let moved = 0;
    let left = 0;
    for (const letters of queue.deadLetters) {
      moved += await letters.redrive(mostAtOnce - moved);
      left += await letters.count();
    }
    log.info('DEAD_LETTERS_REDRIVEN', { queue: name, moved, left });
    return { moved, left };
  };
