import { escapeHtml } from '../../domain/escape-html.ts';
import type { FeedDocument } from '../../domain/feed-document.ts';
import type { FeedEntry } from '../../domain/feed-entry.ts';

/** An entry's HTML, which says its language where that is not the feed's. */
export const entryHtml = (entry: FeedEntry, document: FeedDocument): string =>
  entry.language === document.language
    ? entry.contentHtml
    : `<div lang="${escapeHtml(entry.language)}">\n${entry.contentHtml}\n</div>`;
