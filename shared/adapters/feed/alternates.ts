import type { FeedEntry } from '../../domain/feed-entry.ts';
import { address } from './address.ts';

/**
 * Where an entry that was translated is in each language, its own last; no two may be of one language (RFC 4287, 4.1.2). Of an
 * entry's links some readers follow the first (rss-parser), others the last (Python's feedparser): both are to be the entry's own.
 */
export const alternatesOf = ({
  url,
  language,
  translations,
}: FeedEntry): { readonly hreflang: string; readonly href: string }[] => {
  const tags = [language, ...translations.map((translation) => translation.language)].map((tag) => tag.toLowerCase());
  const others = translations.filter((_, at) => tags.indexOf(tags[at + 1] ?? '') === at + 1);
  if (others.length === 0) return [];
  return [...others, { url, language }].map(({ url, language }) => ({ hreflang: language, href: address(url) }));
};
