import { runJobs } from '../../shared/use-cases/run-jobs.ts';
import { jobs } from './deps.ts';

/** Called each hour by the scheduler. */
export const handler = (): Promise<void> => runJobs(jobs);
