import type { FeedRenderer } from '../../shared/ports/feed-renderer.ts';

/**
 * Feeds that say what is in them, and no more. The JSON one tells revisions, so that every state has its own bytes; the others tell
 * titles alone, so that bytes come back when a change is taken back, as those of a feed do that a ruling enters and leaves.
 */
export const renderInShort: FeedRenderer = ({ title, entries }, format) =>
  format === 'feed.json'
    ? JSON.stringify([title, entries.map(({ id, rulingwire, updated }) => [id, rulingwire.revision, updated])])
    : `${format} ${entries.map((entry) => `${entry.id} ${entry.title}`).join('; ')}`;
