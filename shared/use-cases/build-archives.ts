import type { EventMessage } from '../domain/event.ts';
import type { EventId } from '../domain/ids.ts';
import type { FeedDirectory } from '../ports/feed-directory.ts';
import type { Queue } from '../ports/queue.ts';
import { type BuildMonthsDeps, buildMonths } from './build-months.ts';
import { type ReadCorrectionsDeps, readCorrections } from './read-corrections.ts';
import { rememberRevisions } from './remember-revisions.ts';
import { settleCorrections } from './settle-corrections.ts';
import { expectMissingFeeds } from './settle-directory.ts';
import { type SettleDocumentsDeps, settleDocuments } from './settle-documents.ts';

export interface BuildArchivesDeps extends BuildMonthsDeps, SettleDocumentsDeps {
  readonly rulings: BuildMonthsDeps['rulings'] & SettleDocumentsDeps['rulings'] & ReadCorrectionsDeps['rulings'];
  readonly directory: FeedDirectory;
  /** The queue that the events come from. */
  readonly again: Queue<EventMessage>;
}

/**
 * Brings every archive that a batch of events touches up to date, and what leads to archives and feeds. Answers what stood in the way of
 * events that must come again; the others are done.
 *
 * A message may come twice, late, or again after a death at any line: all is made of what stands in the tables, and nothing is left out
 * because an earlier try may have done it.
 */
export const buildArchives = (deps: BuildArchivesDeps) => {
  const rulings = { ...deps.rulings, revisions: rememberRevisions(deps.rulings) };
  const build = buildMonths({ ...deps, rulings });
  const settle = settleDocuments(deps);
  const expectMissing = expectMissingFeeds(deps.directory);
  const record = readCorrections(deps);
  const settleRecord = settleCorrections(deps, record);

  return async (events: readonly EventMessage[]): Promise<ReadonlyMap<EventId, unknown>> => {
    const { named, failed } = await build([...new Set(events.flatMap(({ months }) => months))]);
    try {
      // a feed is listed by whoever builds it, which may be late: then the directory would lack it until the next event
      await expectMissing(named);
      await settleRecord(await record.yearsNaming(events.filter(isRecorded).map(placeOf)));
      const wait = await settle();
      // a message says that there is work: the last one says it again when it is time
      const last = wait === 0 ? undefined : events.at(-1);
      if (last) await deps.again.send([last], Math.ceil(wait / 1000));
    } catch (error) {
      return new Map(events.map(({ id }) => [id, error]));
    }
    const failures = new Map<EventId, unknown>();
    for (const { id, months } of events) {
      const month = months.find((each) => failed.has(each));
      if (month !== undefined) failures.set(id, failed.get(month));
    }
    return failures;
  };
};

/** Whether the record of corrections names its ruling: no other event says so. */
const isRecorded = ({ facets }: EventMessage): boolean => facets.includes('corrections');

const placeOf = ({ rulingId: id, revision }: EventMessage) => ({ id, revision });
