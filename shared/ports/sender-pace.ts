/** The speed of the one sender that all texts share. A text's segments are taken before it leaves. */
export interface SenderPace {
  /**
   * Takes so many segments, at `now` (ms since 1970): they may leave in as many milliseconds as it answers. Urgent ones come first: while
   * some wait, others are answered a longer wait and nothing is taken (`taken` is false): they ask again then.
   */
  take(segments: number, urgent: boolean, now: number): Promise<{ readonly taken: boolean; readonly wait: number }>;
  /** The network said that it is too much: half as fast from now on, and slowly faster again. */
  slowDown(now: number): Promise<void>;
}
