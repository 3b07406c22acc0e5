import { createHash } from 'node:crypto';

const maxSlug = 100;
const maxExternalId = 200;

/** Latin letters that are no ASCII letter with a mark. */
const spelled: Readonly<Record<string, string>> = {
  ...{ æ: 'ae', œ: 'oe', ø: 'o', ß: 'ss', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i' },
};

const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** A slug out of any text: always the same for the same text, and another one for another text that merely looks alike. */
export const slugOf = (text: string, suffix = ''): string => {
  const letters = text
    .toLowerCase()
    .normalize('NFKD')
    .replace(/\p{M}|['’]/gu, '')
    .replace(/[^\x20-\x7e]/gu, (letter) => spelled[letter] ?? letter);
  const words = letters.replace(/[^a-z0-9]+/g, '-').replace(/^-+|-+$/g, '');
  const room = maxSlug - suffix.length;
  const isWhole = words !== '' && words.length <= room && !/[^\x20-\x7e]/u.test(letters.replace(/[^\p{L}\p{N}]/gu, ''));
  if (isWhole) return words + suffix;
  const hash = hashOf(text).slice(0, 10);
  const start = words.slice(0, room - hash.length - 1).replace(/-+$/, '');
  return [start, hash].filter((part) => part !== '').join('-') + suffix;
};

/** What a page is known by: its canonical address if that is on its host and no mere front page, else its own. Without a fragment. */
export const addressOf = (page: URL, canonical: URL | undefined): URL => {
  const address = new URL(canonical && (canonical.pathname !== '/' || page.pathname === '/') ? canonical : page);
  address.hash = '';
  return address;
};

/** The same for addresses of one page: `www.`, the scheme, a slash at the end and a fragment say nothing. */
export const pageKey = ({ host, pathname, search }: URL): string =>
  host.replace(/^www\./, '') + pathname.replace(/\/+$/, '') + search;

const placeSuffix = (place: number): string => (place === 1 ? '' : `-claim-${place}`);

/** The whole path, since the last part of it need not be unique on a site. */
export const rulingSlug = ({ pathname, search }: URL, place: number): string => {
  const path = decoded(pathname.replace(/\/+$/, '').replace(/\.(html?|php|aspx?|jsp)$/i, ''));
  return slugOf(`${path}${decoded(search)}`.replace(/^[/?]+/, '') || 'front-page', placeSuffix(place));
};

const decoded = (text: string): string => {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
};

/** The id of a claim at its source. It goes into the path of a URL, so one with more than plain characters is a hash. */
export const externalIdOf = (address: URL, place: number): string => {
  const id = pageKey(address).replaceAll('/', ':');
  const suffix = `:claim-${place}`;
  const isPlain = /^[\w.:~-]*$/.test(id) && id.length + suffix.length <= maxExternalId;
  return (isPlain ? id : `sha256-${hashOf(pageKey(address))}`) + suffix;
};
