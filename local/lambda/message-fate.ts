/**
 * What becomes of a message that was received: SQS promises to hand each over at least once, in any order, and no more. `twice`: now,
 * and once more at once; `laterBy`: after so many seconds, 0 for behind whatever waits. Each receive counts towards the dead letters.
 */
export type MessageFate = 'now' | 'twice' | { readonly laterBy: number };

/** Decides it for each message that a queue's poller receives. */
export type FateOf = (record: {
  readonly messageId: string;
  readonly body: string;
  readonly eventSourceARN: string;
  readonly attributes: Readonly<Record<string, string>>;
}) => MessageFate;
