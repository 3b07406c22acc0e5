import { createHash } from 'node:crypto';
import type { FeedFile, FeedFiles } from '../../shared/ports/feed-files.ts';

export interface FeedWrite {
  readonly path: string;
  readonly body: string;
  readonly file: FeedFile;
  /** ms, a whole second. */
  readonly lastModified: number;
}

/**
 * A store of files as S3 is one: Last-Modified in whole seconds of its own clock, conditional writes, and now and then a 409 for no
 * visible reason (`conflict`). `before` is awaited at the start of each call, and decides when the store acts.
 */
export const fakeFeedFiles = (
  now: () => number,
  {
    before = async () => {},
    conflict = () => false,
  }: { before?: () => Promise<unknown>; conflict?: () => boolean } = {},
) => {
  const writes: FeedWrite[] = [];
  const standing = (path: string) => writes.findLast((write) => write.path === path);
  const etagOf = (body: FeedFile['body']) => `"${createHash('md5').update(body).digest('hex')}"`;
  const wholeSecond = () => Math.floor(now() / 1000) * 1000;
  const files: FeedFiles = {
    etagOf,
    head: async (path) => {
      await before();
      const write = standing(path);
      return {
        standing: write && { etag: etagOf(write.file.body), lastModified: write.lastModified },
        now: wholeSecond(),
      };
    },
    put: async (file, replaces) => {
      await before();
      const { path } = file;
      const write = standing(path);
      if (conflict() || (write && etagOf(write.file.body)) !== replaces) return 'raced';
      writes.push({ path, file, body: String(file.body), lastModified: wholeSecond() });
      return 'written';
    },
  };
  return { files, writes, standing };
};
