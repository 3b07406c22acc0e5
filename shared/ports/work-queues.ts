/** What SQS counts of a queue; the numbers are approximate and a few seconds old. */
export interface QueueCounts {
  readonly waiting: number;
  /** With a function that works on them. */
  readonly inFlight: number;
  readonly delayed: number;
}

/** Messages that nobody could handle, or that SNS could not hand over. */
export interface DeadLetters {
  count(): Promise<number>;
  /**
   * Puts up to `limit` of them back on their queue and answers how many. Each is taken away only once it is on the queue again: who dies
   * in between does it twice, which every consumer stands.
   */
  redrive(limit: number): Promise<number>;
}

/** A queue as its operator sees it. */
export interface WorkQueue {
  readonly name: string;
  counts(): Promise<QueueCounts>;
  readonly deadLetters: readonly DeadLetters[];
}
