import { expect, test } from 'vitest';
import { runJobs } from '../../shared/use-cases/run-jobs.ts';

test('each job is run after the one before, and the first failure is told when all are through', async () => {
  const ran: number[] = [];
  const job = (number: number, fails: boolean) => async () => {
    await Promise.resolve();
    ran.push(number);
    if (fails) throw new Error(`job ${number}`);
  };
  await expect(runJobs([job(1, false), job(2, true), job(3, true), job(4, false)])).rejects.toThrow('job 2');
  expect(ran).toEqual([1, 2, 3, 4]);
  await expect(runJobs([job(5, false)])).resolves.toBeUndefined();
});
