/** Runs each job after the other, whatever became of those before. The first failure is thrown in the end, so that an alarm hears of it. */
export const runJobs = async (jobs: readonly (() => Promise<void>)[]): Promise<void> => {
  const failures: unknown[] = [];
  for (const job of jobs) {
    try {
      await job();
    } catch (error) {
      failures.push(error);
    }
  }
  if (failures.length > 0) throw failures[0];
};
