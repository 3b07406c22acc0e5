import type { FeedFormat } from '../../domain/feed-format.ts';
import type { FeedRenderer } from '../../ports/feed-renderer.ts';
import { renderAtom } from './atom.ts';
import { renderJson } from './json.ts';
import { renderRss } from './rss.ts';

const renderers = {
  'rss.xml': renderRss,
  'atom.xml': renderAtom,
  'feed.json': renderJson,
} satisfies Record<FeedFormat, unknown>;

/** Feeds through the `feed` package: one of its objects per format, since they differ in what a title is. */
export const renderFeed: FeedRenderer = (document, format) => renderers[format](document);
