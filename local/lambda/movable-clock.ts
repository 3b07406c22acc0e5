/**
 * How many milliseconds the functions' clocks are ahead of the machine's, in memory that all worker threads share. A test moves it on
 * while no function runs, so that a retry after hours is not waited for.
 */
export type MovableClock = Float64Array<SharedArrayBuffer>;

export const createMovableClock = (): MovableClock => new Float64Array(new SharedArrayBuffer(8));

export const moveOn = (clock: MovableClock, ms: number): void => {
  clock[0] = (clock[0] ?? 0) + ms;
};
