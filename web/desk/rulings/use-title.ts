import { useEffect } from 'preact/hooks';

/** Names the tab by a fact-check for as long as that is looked at. */
export const useTitle = (headline: string | undefined): void => {
  useEffect(() => {
    if (headline === undefined) return;
    const before = document.title;
    document.title = `${headline} · ${before}`;
    return () => {
      document.title = before;
    };
  }, [headline]);
};
