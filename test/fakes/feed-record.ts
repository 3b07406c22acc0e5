import type { CarryingFeed, FeedRecord } from '../../shared/ports/feed-record.ts';

export const fakeFeedRecord = (): FeedRecord => {
  const rows = new Map<string, readonly CarryingFeed[]>();
  return {
    record: async ({ rulingId, sequence }, feeds) => {
      const key = `${rulingId}#${sequence}`;
      if (!rows.has(key)) rows.set(key, feeds);
    },
    of: async (rulingId, sequence) => rows.get(`${rulingId}#${sequence}`) ?? [],
  };
};
