const longest = 100;

/** Latin letters that are no ASCII letter with a mark. */
const spelled: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
};

/** The last part of a URL for a headline or a name; empty where it has no letter that ASCII comes near. Cut off between words. */
export const slugOf = (text: string): string => {
  const words = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .replace(/[^\x20-\x7e]/gu, (letter) => spelled[letter] ?? letter)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  if (words.length <= longest) return words;
  const end = words.lastIndexOf('-', longest);
  return words.slice(0, end > 0 ? end : longest);
};

/** What a slug becomes when the text it was made from changes: one that somebody edited stays. */
export const followingSlug = (slug: string, before: string, now: string): string =>
  slug === '' || slug === slugOf(before) ? slugOf(now) : slug;
