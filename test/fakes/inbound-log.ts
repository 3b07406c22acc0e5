import type { InboundLog, InboundText } from '../../shared/ports/inbound-log.ts';

/** What came in, in memory, all in sight. */
export const fakeInboundLog = (): InboundLog & { all(): InboundText[] } => {
  const texts = new Map<string, InboundText>();
  const replies = new Map<string, number>();
  return {
    all: () => structuredClone([...texts.values()]),
    add: async (text) => {
      if (texts.has(text.sid)) return false;
      texts.set(text.sid, structuredClone(text));
      return true;
    },
    addWords: async (sid, body) => {
      const text = texts.get(sid);
      if (text?.body === null) texts.set(sid, { ...text, body });
      return text?.body ?? body;
    },
    find: async (sid) => structuredClone(texts.get(sid)),
    held: async (limit) =>
      structuredClone(
        [...texts.values()]
          .filter(({ held }) => held)
          .sort((a, b) => (a.at + a.sid < b.at + b.sid ? -1 : 1))
          .slice(0, limit),
      ),
    resolve: async (sid, as) => {
      const text = texts.get(sid);
      if (!text?.held) return false;
      texts.set(sid, { ...text, held: false, resolvedAs: as });
      return true;
    },
    countReply: async (hash, day, of) => {
      const name = `${hash}#${day}#${of}`;
      replies.set(name, (replies.get(name) ?? 0) + 1);
      return replies.get(name) ?? 0;
    },
  };
};
