import type { Clock } from '../ports/clock.ts';
import type { FeedFile, FeedFileHead, FeedFiles } from '../ports/feed-files.ts';
import type { CarryingFeed } from '../ports/feed-record.ts';
import type { Log } from '../ports/log.ts';

export interface SettleFilesDeps {
  readonly files: FeedFiles;
  readonly clock: Clock;
  readonly log: Log;
}

/** Files that are made of the same state of the rulings. `make` is a pure function: the same state gives the same bytes. */
export interface FilesOfState<State> {
  /** What the files are, for whoever reads that they could not be settled. */
  readonly name: string;
  readonly paths: readonly string[];
  /** They are replaced once in so many ms at most: who comes sooner is told so by `TooSoon`. Once a second where it is left out. */
  readonly everyMs?: number;
  /** Strongly consistent. */
  read(): Promise<State>;
  /** A file for each path, in their order. */
  make(state: State): Promise<readonly FeedFile[]>;
  same(before: State, after: State): boolean;
}

/** Files that were replaced a moment ago, and whose turn comes in `ms`. */
export class TooSoon extends Error {
  override readonly name = 'TooSoon';
  readonly ms: number;

  constructor(ms: number) {
    super(`replaced too lately to be replaced now, but in ${ms} ms`);
    this.ms = ms;
  }
}

/** Rounds before files are left to the next delivery of their message. A lost round is another builder's write, or a wait. */
const maxRounds = 40;

/**
 * Brings files up to date with the rulings, and answers them as they stand. Builders race and may have read long ago, so:
 * - HEAD comes before the reads, and a write replaces what HEAD saw: who wrote in between is found out by 412.
 * - A file is written once per second of the store's clock at most, since Last-Modified has that resolution, and readers drop a
 *   version whose Last-Modified did not rise. `If-Match` knows bytes and no times: where others wrote A, B and A again since HEAD saw
 *   A, within the second of this write, it does not rise.
 * - After a write the rulings are looked at again (`undid`). Who dies before that has not acknowledged its message.
 */
export const settleFiles =
  ({ files, clock, log }: SettleFilesDeps) =>
  async <State>(wanted: FilesOfState<State>): Promise<CarryingFeed[]> => {
    const written = new Map<string, CarryingFeed>();
    for (let round = 0; round < maxRounds; round++) {
      const heads = await Promise.all(wanted.paths.map((path) => files.head(path)));
      const state = await wanted.read();
      const made = (await wanted.make(state)).map((file, at) => ({
        file,
        etag: files.etagOf(file.body),
        head: heads[at],
      }));
      const stale = made.filter(({ etag, head }) => head?.standing?.etag !== etag);

      const wait = Math.max(0, ...stale.map(({ head }) => msUntilReplaceable(head, wanted.everyMs)));
      // a store whose clocks disagree may say that a file was written in the second to come
      if (wanted.everyMs !== undefined && wait > second) throw new TooSoon(wait);
      if (wait > 0) {
        await clock.sleep(wait);
        continue;
      }
      const put = async ({ file, etag, head }: (typeof stale)[number]) => {
        const { path } = file;
        const outcome = await files.put(file, head?.standing?.etag);
        log.info(outcome === 'written' ? 'FEED_WRITTEN' : 'FEED_RACED', { path, etag });
        if (outcome === 'written') written.set(path, { path, writtenAt: toIso(clock.now()), etag });
        return outcome;
      };
      // readers who take gzip are sent to the copy of a file, whether or not it is there: the first ones come before their files
      const isFirstCopy = ({ file, head }: (typeof stale)[number]) =>
        file.contentEncoding !== undefined && head?.standing === undefined;
      const copies = stale.filter(isFirstCopy);
      const others = stale.filter((one) => !isFirstCopy(one));
      const outcomes = [...(await Promise.all(copies.map(put))), ...(await Promise.all(others.map(put)))];
      if (outcomes.includes('raced') || (await undid(files, wanted, state, stale))) continue;

      return made.map(({ file: { path }, etag, head }) => {
        const own = written.get(path);
        return own?.etag === etag ? own : { path, writtenAt: toIso(head?.standing?.lastModified ?? clock.now()), etag };
      });
    }
    throw new Error(`${wanted.name} were not settled in ${maxRounds} rounds`);
  };

/** The resolution of Last-Modified, in ms. */
const second = 1000;

const toIso = (ms: number): string => new Date(ms).toISOString();

const msUntilReplaceable = (head: FeedFileHead | undefined, everyMs = second): number => {
  if (head?.standing === undefined) return 0;
  const since = Math.floor(head.standing.lastModified / second) * second;
  return Math.max(0, since + everyMs - head.now);
};

/**
 * Whether a write put an old state in the place of the one that is right again. A ruling may enter a facet and leave it, or an edit
 * be taken back, while a builder is between its read and its write: the bytes are then what its HEAD saw, so `If-Match` holds, and
 * whoever built the later state found nothing to write. Any other state that came since is written by its own builder, which
 * finds the file different from what it made.
 */
const undid = async <State>(
  files: FeedFiles,
  wanted: FilesOfState<State>,
  state: State,
  written: readonly { readonly file: FeedFile; readonly head: FeedFileHead | undefined }[],
): Promise<boolean> => {
  if (written.length === 0) return false;
  const now = await wanted.read();
  if (wanted.same(state, now)) return false;
  const right = new Map((await wanted.make(now)).map(({ path, body }) => [path, files.etagOf(body)]));
  return written.some(({ file, head }) => right.get(file.path) === head?.standing?.etag);
};
