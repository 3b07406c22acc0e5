import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { DueQueue, DueWork, Timetable } from '../ports/timetable.ts';

export interface SweepDeps {
  readonly timetable: Timetable;
  /** Each queue by its name; messages are JSON as the Timetable holds them. */
  readonly queues: Readonly<Record<DueQueue, Queue<unknown>>>;
  readonly relay: () => Promise<number>;
  /** Puts back what channels hold that are on again. */
  readonly release: () => Promise<void>;
  readonly clock: Clock;
  readonly log: Log;
}

const page = 400;
/** One sweep stops after so many rows; the next one goes on. */
const maxRows = 10_000;

/**
 * Puts all due work on its queues and takes its rows away, in this order: who dies in between does it again. Also relays what the
 * stream left behind, and puts back what channels held. Answers how many rows were due.
 */
export const sweep = (deps: SweepDeps) => async (): Promise<number> => {
  // all are tried to their ends; the first failure is then told, so that the scheduler's alarm hears of it
  const [relayed, swept, released] = await Promise.allSettled([deps.relay(), putDueWork(deps), deps.release()]);
  if (swept.status === 'rejected') throw swept.reason;
  if (relayed.status === 'rejected') throw relayed.reason;
  if (released.status === 'rejected') throw released.reason;
  return swept.value;
};

const putDueWork = async ({ timetable, queues, clock, log }: SweepDeps): Promise<number> => {
  const now = new Date(clock.now()).toISOString();
  let swept = 0;
  let oldest = now;
  while (swept < maxRows) {
    const work = await timetable.due(now, page);
    if (work.length === 0) break;
    for (const [queue, rows] of Map.groupBy(work, (row): DueQueue => row.queue)) {
      await queues[queue].send(rows.map(toMessage));
      await Promise.all(rows.map((row) => timetable.done(row)));
    }
    swept += work.length;
    for (const { at } of work) if (at < oldest) oldest = at;
  }
  if (swept > 0) log.info('WORK_SWEPT', { rows: swept, oldest });
  return swept;
};

const toMessage = ({ body }: DueWork): unknown => JSON.parse(body);
