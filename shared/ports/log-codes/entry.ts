/** What a log line says to whoever reads it. */
export interface LogCodeEntry {
  /** `error`: something was not done. `warn`: it was done otherwise than meant. `info`: it was done. */
  readonly level: 'info' | 'warn' | 'error';
  readonly meaning: string;
  /** What its reader does about it, as the end of a sentence that begins with “To do:”. */
  readonly remedy: string;
  /** A file of `docs/runbooks/`. */
  readonly runbook?: string;
}

export const noRemedy = 'nothing.';
