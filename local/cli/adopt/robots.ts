/** What a robots.txt says to one robot. */
export interface Robots {
  /** Whether a path with its query may be read. */
  allows(path: string): boolean;
  /** `Crawl-delay`, which is no part of RFC 9309 but is meant. */
  readonly delayMs: number;
  readonly sitemaps: readonly string[];
}

interface Rule {
  readonly allow: boolean;
  readonly pattern: string;
}

interface Group {
  readonly agents: string[];
  readonly rules: Rule[];
  delayMs: number;
}

/** The rules of RFC 9309 for a product token: its own groups together, else those of `*`. The longest rule wins; of two, the one that allows. */
export const parseRobots = (text: string, agent: string): Robots => {
  const { groups, sitemaps } = readGroups(text);
  const own = groups.filter(({ agents }) => agents.includes(agent.toLowerCase()));
  const mine = own.length > 0 ? own : groups.filter(({ agents }) => agents.includes('*'));
  const rules = mine
    .flatMap((group) => group.rules)
    .sort((a, b) => b.pattern.length - a.pattern.length || Number(b.allow) - Number(a.allow));
  return {
    allows: (path) => {
      const wanted = normalPath(path);
      return rules.find(({ pattern }) => matches(pattern, wanted))?.allow ?? true;
    },
    delayMs: Math.max(0, ...mine.map(({ delayMs }) => delayMs)),
    sitemaps,
  };
};

const readGroups = (text: string): { groups: Group[]; sitemaps: string[] } => {
  const groups: Group[] = [];
  const sitemaps: string[] = [];
  let inAgents = false;
  for (const line of text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/)) {
    const [, name = '', value = ''] = /^\s*([A-Za-z-]+)\s*:\s*([^#]*)/.exec(line) ?? [];
    const field = name.toLowerCase();
    const group = groups.at(-1);
    if (field === 'sitemap') sitemaps.push(line.slice(line.indexOf(':') + 1).trim());
    if (field === 'user-agent') {
      const token = value.trim().toLowerCase();
      if (inAgents && group) group.agents.push(token);
      else groups.push({ agents: [token], rules: [], delayMs: 0 });
      inAgents = true;
    }
    if (field === 'allow' || field === 'disallow') {
      inAgents = false;
      if (value.trim() !== '') group?.rules.push({ allow: field === 'allow', pattern: normalPath(value.trim()) });
    }
    if (field === 'crawl-delay') {
      inAgents = false;
      const seconds = Number(value.trim());
      if (group && Number.isFinite(seconds)) group.delayMs = Math.max(group.delayMs, seconds * 1000);
    }
  }
  return { groups, sitemaps };
};

/** Paths are compared octet by octet, those of letters and digits unescaped (RFC 9309, 2.2.2). */
const normalPath = (path: string): string =>
  path
    .replace(/[^\x20-\x7e]+/gu, (text) => encodeURIComponent(text.toWellFormed()))
    .replace(/%[0-9a-f]{2}/gi, (octet) => {
      const character = String.fromCharCode(Number.parseInt(octet.slice(1), 16));
      return /[A-Za-z0-9._~-]/.test(character) ? character : octet.toUpperCase();
    });

/** `*` is any run of characters, `$` at the end is the end. By searching, not by an expression that a pattern of many stars could stall. */
const matches = (pattern: string, path: string): boolean => {
  const ends = pattern.endsWith('$');
  const [first = '', ...rest] = (ends ? pattern.slice(0, -1) : pattern).split('*');
  if (!path.startsWith(first)) return false;
  if (rest.length === 0) return !ends || path === first;
  let at = first.length;
  const last = ends ? rest.pop() : undefined;
  for (const part of rest) {
    const found = path.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return last === undefined || (path.length - last.length >= at && path.endsWith(last));
};
