import * as z from 'zod';
import { feedFormats } from './feed-format.ts';

const root = '/feeds/';
/** Longer than the path of any feed, and short enough for the keys of a table. */
const maxLength = 250;
const slug = '[a-z0-9]+(-[a-z0-9]+)*';
const names = feedFormats.map((name) => name.replace('.', '\\.')).join('|');

/**
 * The feed of a facet, or of all: at most two folders below `/feeds`, which are slugs. Anybody may write a topic, so nothing else gets as
 * far as a table. Archives do not change, so nobody needs to follow them.
 */
const file = new RegExp(`^(?=.{1,${maxLength - root.length}}$)(${slug}/){0,2}(${names})$`);

/** A feed that can be followed, by its path below the base URL: `/feeds/topics/ukraine/rss.xml`. */
export const topicSchema = z.templateLiteral([root, z.string().regex(file)]);
export type Topic = z.output<typeof topicSchema>;

/** What to follow under this path, if it can be followed. */
export const topicAt = (path: string): Topic | undefined => topicSchema.safeParse(path).data;

/** The URL of a topic, the same that its feed calls `self`. */
export const topicUrl = (baseUrl: string, topic: Topic): string => `${baseUrl}${topic}`;

/** The topic with exactly this URL. */
export const topicFrom = (baseUrl: string, url: string): Topic | undefined =>
  url.startsWith(`${baseUrl}/`) ? topicAt(url.slice(baseUrl.length)) : undefined;

/** Where WebSub's hub is. */
export const hubUrl = (baseUrl: string): string => `${baseUrl}/hub`;

/** A topic's folder, which it shares with the other formats of its feed, and the name of its file. */
export const placeOf = (topic: Topic): { folder: string; file: string } => {
  const cut = topic.lastIndexOf('/');
  return { folder: topic.slice(0, cut), file: topic.slice(cut + 1) };
};

/** The `Link` header of a topic (RFC 8288), by which followers find the hub and the one URL under which it is followed. */
export const webSubLinks = (hub: string | null, self: string): string =>
  [...(hub === null ? [] : [`<${hub}>; rel="hub"`]), `<${self}>; rel="self"`].join(', ');
