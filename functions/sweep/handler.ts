import { runSweep } from './deps.ts';

/** Called each minute by the scheduler. */
export const handler = async (): Promise<void> => {
  await runSweep();
};
