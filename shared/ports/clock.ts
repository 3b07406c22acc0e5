/** Time as the use cases see it: ms since 1970, and waiting. */
export interface Clock {
  now(): number;
  sleep(ms: number): Promise<void>;
}
