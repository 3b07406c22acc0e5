import { makeId } from '../domain/ids.ts';
import { freshRound, type Rebuild, type RebuildMessage } from '../domain/rebuild.ts';
import type { Clock } from '../ports/clock.ts';
import type { Log } from '../ports/log.ts';
import type { Queue } from '../ports/queue.ts';
import type { Randomness } from '../ports/randomness.ts';
import type { RebuildState } from '../ports/rebuild-state.ts';

export interface StartRebuildDeps {
  readonly rebuildState: RebuildState;
  readonly rebuilds: Queue<RebuildMessage>;
  readonly clock: Clock;
  readonly random: Randomness;
  readonly log: Log;
}

/**
 * Starts a rebuild of all feeds and archives, or answers the one that runs. That one begins once more when it is through: it may be past
 * the rulings that were imported since it began. Its message is sent again, too, so a call also sets going what has come to a stop; a
 * message too many finds nothing to do.
 */
export const startRebuild =
  ({ rebuildState, rebuilds, clock, random, log }: StartRebuildDeps) =>
  async (): Promise<Pick<Rebuild, 'id' | 'startedAt'>> => {
    for (;;) {
      const found = await rebuildState.read();
      const rebuild = askedFor(found?.rebuild, clock.now(), random);
      if (!(await rebuildState.replace(found?.version, rebuild))) continue;
      const { id, startedAt, step, again } = rebuild;
      await rebuilds.send([{ rebuildId: id, step }]);
      log.info('REBUILD_ASKED_FOR', { rebuildId: id, running: again });
      return { id, startedAt };
    }
  };

const askedFor = (before: Rebuild | undefined, now: number, random: Randomness): Rebuild =>
  before?.finishedAt === null
    ? { ...before, again: true }
    : {
        ...freshRound,
        id: makeId('rebuild', now, random),
        step: 0,
        sent: 0,
        startedAt: new Date(now).toISOString(),
        finishedAt: null,
      };
