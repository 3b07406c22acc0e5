/** How far the relay has come in the log. */
export interface Watermark {
  /** Every event up to this sequence has gone out; 0 before the first. */
  read(): Promise<number>;
  /** Moves forward only: an earlier sequence than the one that stands changes nothing. */
  advance(sequence: number): Promise<void>;
}
