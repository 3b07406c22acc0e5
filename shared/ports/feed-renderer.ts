import type { FeedDocument } from '../domain/feed-document.ts';
import type { FeedFormat } from '../domain/feed-format.ts';

/** A feed in one of its formats, as text to be stored in UTF-8. Any text in the document gives a well-formed feed. */
export type FeedRenderer = (document: FeedDocument, format: FeedFormat) => string;
