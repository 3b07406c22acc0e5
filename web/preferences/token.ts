import { useEffect, useState } from 'preact/hooks';

const storedIn = (state: unknown): string | null =>
  typeof state === 'object' && state !== null && 'token' in state && typeof state.token === 'string'
    ? state.token
    : null;

/**
 * Takes the token out of the address, which is shown, copied and shared, and leaves it with this entry of the tab's own history: phones
 * throw pages away that are not looked at, and load them anew.
 */
const take = (): string | null => {
  const [token] = /^[\w-]+/.exec(location.hash.slice(1)) ?? [];
  if (token === undefined) return storedIn(history.state);
  history.replaceState({ token }, '', location.pathname);
  return token;
};

/** The token of the link that led here, or leads here while the page is open; null without one. */
export const useToken = (): string | null => {
  const [token, setToken] = useState(take);
  useEffect(() => {
    const follow = (): void => setToken(take());
    window.addEventListener('hashchange', follow);
    return () => window.removeEventListener('hashchange', follow);
  }, []);
  return token;
};
