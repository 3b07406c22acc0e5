/** Numbers that their owners gave back, by day, as Twilio lists them: whoever has them next never signed up. */
export interface Deactivations {
  /**
   * Of a day (`2026-11-25`), some at a time, in E.164. Throws NoDeactivationsYet where there is no list; UnreadableDeactivations after the
   * last number where some lines were none.
   */
  of(day: string): AsyncIterable<readonly string[]>;
}

/** There is no list of this day: none yet, or none any more. */
export class NoDeactivationsYet extends Error {
  constructor(day: string) {
    super(`there is no list of deactivated numbers of ${day}`);
    this.name = 'NoDeactivationsYet';
  }
}

/** A list held lines that are no phone number. What could be read of it was handed over before. */
export class UnreadableDeactivations extends Error {
  readonly lines: number;

  constructor(lines: number) {
    super(`${lines} lines of a list of deactivated numbers are no phone number`);
    this.name = 'UnreadableDeactivations';
    this.lines = lines;
  }
}

/** The days whose list was worked through. */
export interface DeactivatedDays {
  last(): Promise<string | undefined>;
  done(day: string): Promise<void>;
}
