import { setTimeout } from 'node:timers/promises';

/** Resolves once `holds` does. It has no limit of its own: the test's timeout is the limit. */
export const waitFor = async (holds: () => boolean | Promise<boolean>, everyMs = 25): Promise<void> => {
  while (!(await holds())) await setTimeout(everyMs);
};
