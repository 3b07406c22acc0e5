import type { DigestBroadcast } from '../domain/broadcast.ts';
import type { CohortShard } from '../domain/cohort.ts';
import type { RulingReader } from '../ports/ruling-store.ts';
import { overtakenSince } from './freeze-broadcast.ts';
import { type TakeOutDeps, takeOutWaiting } from './take-out-waiting.ts';

export type TakeOutOvertakenDeps = TakeOutDeps & {
  readonly rulings: Pick<RulingReader, 'head' | 'revision' | 'event'>;
};

/**
 * Takes those out of a digest's shard whose text speaks of a ruling that a later event took over. For whoever plans a digest, once the
 * people of a shard have their rows and before it is marked: an event that is committed after this finds the rows and takes them out
 * itself, and one that was committed before may have looked for them in vain.
 */
export const takeOutOvertaken =
  (deps: TakeOutOvertakenDeps) =>
  async (digest: DigestBroadcast, shard: CohortShard): Promise<void> => {
    for (const { rulingId, revision } of digest.items) {
      if (!(await overtakenSince(deps)(rulingId, revision))) continue;
      for await (const rows of takeOutWaiting(deps, digest, rulingId, shard)) void rows;
    }
  };
