/** What the texts of a month cost, in millionths of the currency. It is a bound: what was reserved by a process that died stays counted. */
export interface TextBudget {
  /** Adds `micros` if the sum stays at or below `cap`; false, and nothing added, otherwise. `month` is `2026-11`. */
  reserve(month: string, micros: number, cap: number): Promise<boolean>;
  /** Gives back what was reserved and not spent. */
  release(month: string, micros: number): Promise<void>;
  spent(month: string): Promise<number>;
}
