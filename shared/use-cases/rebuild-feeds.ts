import { freshRound, type Rebuild, type RebuildMessage } from '../domain/rebuild.ts';
import type { Queue } from '../ports/queue.ts';
import type { RebuildState } from '../ports/rebuild-state.ts';
import { type Piece, type RebuildPieceDeps, rebuildPiece } from './rebuild-piece.ts';

export interface RebuildFeedsDeps extends RebuildPieceDeps {
  readonly rebuildState: RebuildState;
  readonly rebuilds: Queue<RebuildMessage>;
}

/**
 * Does one piece of a rebuild, and asks for the next one. The chain is neither lost nor doubled:
 *
 * Progress is written before the next message is sent. Who dies in between has not answered its message, which comes again, finds the
 * piece done and the next message not sent, and sends it. Once `sent` says that it was, an old message does nothing. A message may go
 * out twice, where somebody dies between sending it and saying so, or where it was given to two; of two at the same piece one writes its
 * progress, and the other finds the next message sent. Each message sends one at most, so their number never grows.
 */
export const rebuildFeeds = (deps: RebuildFeedsDeps) => {
  const { rebuildState, rebuilds, log, clock } = deps;
  const work = rebuildPiece(deps);

  /** The rebuild as it stands; `written` when it was at this step, and is now what `changed` makes of it. */
  const change = async (
    { rebuildId, step }: RebuildMessage,
    changed: (rebuild: Rebuild) => Partial<Rebuild>,
  ): Promise<{ rebuild: Rebuild; written: boolean } | undefined> => {
    for (;;) {
      const found = await rebuildState.read();
      if (found?.rebuild.id !== rebuildId || found.rebuild.finishedAt !== null) return undefined;
      if (found.rebuild.step !== step) return { rebuild: found.rebuild, written: false };
      const rebuild = { ...found.rebuild, ...changed(found.rebuild) };
      if (await rebuildState.replace(found.version, rebuild)) return { rebuild, written: true };
    }
  };

  const after = ({ step, again }: Rebuild, { finished, ...progress }: Piece): Partial<Rebuild> => {
    if (finished && again) return { ...freshRound, step: step + 1 };
    const finishedAt = finished ? new Date(clock.now()).toISOString() : null;
    return { ...progress, step: step + 1, finishedAt };
  };

  const advance = async (message: RebuildMessage, rebuild: Rebuild): Promise<Rebuild | undefined> => {
    const piece = await work(rebuild);
    const changed = await change(message, (now) => after(now, piece));
    if (changed?.written) {
      const { id: rebuildId, phase, counts, step, finishedAt } = changed.rebuild;
      const fields = { rebuildId, step, phase, ...counts };
      if (finishedAt === null) log.info('REBUILD_ADVANCED', fields);
      else log.info('REBUILD_FINISHED', fields);
    }
    return changed?.rebuild;
  };

  return async (message: RebuildMessage): Promise<void> => {
    const { rebuildId, step } = message;
    const found = await rebuildState.read();
    if (found?.rebuild.id !== rebuildId || found.rebuild.finishedAt !== null) return;
    const rebuild = found.rebuild.step === step ? await advance(message, found.rebuild) : found.rebuild;

    const next = { rebuildId, step: step + 1 };
    if (rebuild?.step !== next.step || rebuild.sent >= next.step || rebuild.finishedAt !== null) return;
    await rebuilds.send([next]);
    await change(next, () => ({ sent: next.step }));
  };
};
