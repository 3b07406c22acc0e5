import { useEffect, useState } from 'preact/hooks';

/** Parts of the page's fragment: `#/rulings/rul_1` is `['rulings', 'rul_1']`. */
const read = (): readonly string[] =>
  location.hash
    .replace(/^#\/?/, '')
    .split('/')
    .filter((part) => part !== '')
    .map(decoded);

const decoded = (part: string): string => {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
};

/** Which place of its page somebody is at; links are `href="#/…"`. */
export const usePlace = (): readonly string[] => {
  const [place, setPlace] = useState(read);
  useEffect(() => {
    const follow = (): void => setPlace(read());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return place;
};

export const goTo = (...parts: readonly string[]): void => {
  location.hash = `/${parts.map(encodeURIComponent).join('/')}`;
};
