import type { RulingEvent } from '../../shared/domain/event.ts';
import type { Clock } from '../../shared/ports/clock.ts';
import type { RulingCommit, RulingStore } from '../../shared/ports/ruling-store.ts';
import { publishing, revising } from '../samples/commit.ts';

/** What an editor does to the `ruling`-th ruling after `pause` ms; the first act publishes it, and nothing follows a retraction. */
export interface Act {
  readonly pause: number;
  readonly ruling: number;
  readonly what: 'update' | 'correction' | 'retraction';
  readonly topic: 'transport' | 'health';
}

/** Does one act after the other, and tells of each event that it committed. */
export const perform = async (
  acts: readonly Act[],
  rulings: RulingStore,
  clock: Clock,
  tell: (event: RulingEvent) => Promise<void>,
): Promise<void> => {
  const published = new Map<number, RulingCommit>();
  for (const act of acts) {
    await clock.sleep(act.pause);
    const commit = await commitOf(act, rulings, published.get(act.ruling), new Date(clock.now()).toISOString());
    if (commit === undefined) continue;
    if (!published.has(act.ruling)) published.set(act.ruling, commit);
    const sequence = (await rulings.lastSequence()) + 1;
    await rulings.commit(commit, sequence);
    await tell({ ...commit.event, sequence });
  }
};

const commitOf = async (
  { what, topic }: Act,
  rulings: RulingStore,
  published: RulingCommit | undefined,
  at: string,
): Promise<RulingCommit | undefined> => {
  if (published === undefined) return publishing(at, { topics: [topic] });
  const head = await rulings.head(published.revision.rulingId);
  if (head?.status === 'retracted') return undefined;
  const [note, changes] = ['We were wrong.', { topics: [topic] }];
  if (what === 'retraction') return revising(rulings, published, at, { kind: what, note, texts: null });
  if (what === 'correction') return revising(rulings, published, at, { kind: what, note, changes, texts: null });
  return revising(rulings, published, at, { kind: what, edit: 'update', note, changes });
};
