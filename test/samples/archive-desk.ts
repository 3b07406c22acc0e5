import { renderFeed } from '../../shared/adapters/feed/renderer.ts';
import { type EventMessage, eventMessageSchema } from '../../shared/domain/event.ts';
import type { RulingContent } from '../../shared/domain/ruling.ts';
import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';
import type { RulingCommit, RulingStore } from '../../shared/ports/ruling-store.ts';
import type { BuildArchivesDeps } from '../../shared/use-cases/build-archives.ts';
import { sleeplessClock } from '../fakes/clock.ts';
import { fakeFeedDirectory } from '../fakes/feed-directory.ts';
import { fakeFeedFiles } from '../fakes/feed-files.ts';
import { recordingLog } from '../fakes/log.ts';
import { type Mortal, mortal } from '../fakes/mortal.ts';
import { fakeQueue } from '../fakes/queue.ts';
import { fakeRulingStore } from '../fakes/ruling-store.ts';
import { correcting, publishing, revising } from './commit.ts';
import { newsroom } from './revision.ts';

/** What stands in for tables, bucket and time, and what happens to rulings. */
export const archiveDesk = (render: FeedRenderer = renderFeed) => {
  const rulings = fakeRulingStore();
  const directory = fakeFeedDirectory();
  const clock = sleeplessClock('2026-11-25T12:00:00.400Z');
  const store = fakeFeedFiles(clock.now);
  const log = recordingLog();
  const again = fakeQueue<EventMessage>();

  /** Commits, and answers the message of the event. */
  const commit = async (next: RulingCommit): Promise<EventMessage> => {
    const sequence = (await rulings.lastSequence()) + 1;
    const outcome = await rulings.commit(next, sequence);
    if (outcome.kind !== 'committed') throw new Error(outcome.kind);
    return eventMessageSchema.parse({ ...next.event, sequence });
  };
  /** A ruling first published at noon of a day. */
  const publish = async (day: string, differs: Partial<RulingContent> = {}) => {
    const publishedAt = `${day}T12:00:00.000Z`;
    const published = publishing(publishedAt, { ...differs, publishedAt });
    return { published, message: await commit(published) };
  };
  /** The ports as a process has them that may die. */
  const depsOf = (life: Mortal = mortal()): BuildArchivesDeps & { readonly rulings: RulingStore } => ({
    rulings: life.watch<RulingStore>(rulings),
    directory: life.watch(directory),
    files: life.watch(store.files),
    clock: life.watch(clock),
    again: life.watch(again),
    render,
    log,
    newsroom,
  });
  return {
    ...{ ...store, rulings, directory, clock, again, log, commit, publish, depsOf },
    correct: async (published: RulingCommit, at: string, changes: Partial<RulingContent>) =>
      commit(await correcting(rulings, published, at, changes)),
    retract: async (published: RulingCommit, at: string) =>
      commit(await revising(rulings, published, at, { kind: 'retraction', note: 'It was wrong.', texts: null })),
    /** Every file that stands, by its path. */
    all: (): ReadonlyMap<string, string> => new Map(store.writes.map(({ path, body }) => [path, body])),
  };
};
