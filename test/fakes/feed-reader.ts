import type { FeedReader } from '../../shared/ports/feed-reader.ts';
import type { fakeFeedFiles } from './feed-files.ts';

/** Reads what stands in a store of files in memory. */
export const fakeFeedReader = ({ files, standing }: ReturnType<typeof fakeFeedFiles>): FeedReader => ({
  read: async (path) => {
    const write = standing(path);
    if (write === undefined) return undefined;
    return { body: write.body, contentType: write.file.contentType, etag: files.etagOf(write.file.body) };
  },
});
