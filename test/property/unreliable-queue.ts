import type { Clock } from '../../shared/ports/clock.ts';
import type { Queue } from '../../shared/ports/queue.ts';
import type { Randomness } from '../../shared/ports/randomness.ts';

const minute = 60_000;

/** As SQS does: some messages come twice, some late; what `handle` does not manage comes again after a visibility timeout of 1 to 12 min. */
export const unreliableQueue = <Message>(
  clock: Clock,
  random: Randomness,
  /** Whether it was managed. */
  handle: (message: Message) => Promise<boolean>,
): Queue<Message> => {
  const arrive = async (message: Message, after: number): Promise<void> => {
    await clock.sleep(after);
    if (!(await handle(message))) await arrive(message, minute + Math.floor(random() * 11 * minute));
  };
  const lateness = (): number => Math.floor(random() * (random() < 0.2 ? 15 * minute : 300));
  return {
    send: async (messages, delaySeconds = 0) => {
      for (const message of messages)
        for (let copies = random() < 0.3 ? 2 : 1; copies > 0; copies -= 1)
          void arrive(structuredClone(message), delaySeconds * 1000 + lateness());
    },
  };
};
