import { digitsFrom } from '../../shared/domain/ids.ts';
import type { ShortLink, ShortLinks } from '../../shared/ports/short-links.ts';

/** Short links in memory, all in sight. */
export const fakeShortLinks = (): ShortLinks & { all(): ShortLink[] } => {
  const links = new Map<string, ShortLink>();
  const clicks = new Map<string, number>();
  return {
    all: () => structuredClone([...links.values()]),
    shorten: async ({ url, broadcastId, rulingId }) => {
      const code = digitsFrom(JSON.stringify([broadcastId, rulingId, url]), 8);
      links.set(code, { code, url, broadcastId, rulingId });
      return code;
    },
    find: async (code) => structuredClone(links.get(code)),
    click: async (code) => {
      if (links.has(code)) clicks.set(code, (clicks.get(code) ?? 0) + 1);
    },
    clicks: async (codes) => codes.reduce((sum, code) => sum + (clicks.get(code) ?? 0), 0),
  };
};
