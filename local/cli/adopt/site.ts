import { setTimeout } from 'node:timers/promises';
import { readStart, Unreadable } from './bounded.ts';
import { parseRobots, type Robots } from './robots.ts';

/** The name under which robots.txt may speak to us. */
const agent = 'rulingwire';
const maxRedirects = 5;
/** RFC 9309, 2.5: at least 500 kibibytes are to be read; what follows is left unread. */
const robotsBytes = 512_000;
/** A site that asks for patience is asked again so often, and waited for so long. */
const maxAgain = 2;
const maxAgainMs = 120_000;
const usualAgainMs = 5_000;

/** What a server said of a page's version, to be repeated to it. */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface Opened extends Validators {
  /** Where the redirects ended. */
  readonly url: URL;
  readonly status: number;
  readonly contentType: string;
  /** Decoded; whoever stops reading closes the connection. */
  readonly body: AsyncIterable<Uint8Array>;
  /** For whoever does not read the body. */
  discard(): Promise<void>;
}

export interface Site {
  readonly start: URL;
  /** Reads robots.txt (again); everything after obeys it. Throws {@link Unreadable} where nobody can tell what it says. */
  readRobots(): Promise<void>;
  /** Sitemaps that robots.txt names. */
  sitemaps(): readonly string[];
  /** A page's address, if it is one of this host. */
  ownUrl(url: string, base?: URL): URL | undefined;
  /** Asks for a page, in turn and politely. Throws {@link Unreadable}. */
  open(url: URL, validators?: Validators): Promise<Opened>;
}

export interface SiteOptions {
  readonly start: URL;
  /** Requests a second, at most; `Crawl-delay` may make it fewer. */
  readonly perSecond: number;
  readonly signal: AbortSignal;
  /** For a request with its whole body. */
  readonly patienceMs?: number;
}

/** A host that is read one request at a time, as its robots.txt has it, and never left. */
export const createSite = ({ start, perSecond, signal, patienceMs = 60_000 }: SiteOptions): Site => {
  let robots: Robots = parseRobots('', agent);
  let nextAt = 0;

  const ownUrl = (url: string, base = start): URL | undefined => {
    const parsed = URL.parse(url, base.href);
    return parsed && parsed.host === start.host && /^https?:$/.test(parsed.protocol) ? parsed : undefined;
  };

  const turn = async (): Promise<void> => {
    const wait = nextAt - Date.now();
    if (wait > 0) await setTimeout(wait, undefined, { signal });
    nextAt = Date.now() + Math.max(1000 / perSecond, robots.delayMs);
  };

  const ask = async (url: URL, validators: Validators | undefined): Promise<Response> => {
    for (let again = 0; ; again += 1) {
      await turn();
      const patience = AbortSignal.timeout(patienceMs);
      const response = await fetch(url, {
        redirect: 'manual',
        signal: AbortSignal.any([signal, patience]),
        headers: {
          'user-agent': `${agent} (adopt)`,
          ...(validators?.etag ? { 'if-none-match': validators.etag } : {}),
          ...(validators?.lastModified ? { 'if-modified-since': validators.lastModified } : {}),
        },
      }).catch((error: unknown) => {
        signal.throwIfAborted();
        throw new Unreadable(patience.aborted ? 'took too long' : 'could not be reached', { cause: error });
      });
      if (![429, 503].includes(response.status) || again === maxAgain) return response;
      await response.body?.cancel();
      await setTimeout(againMs(response.headers.get('retry-after')), undefined, { signal });
    }
  };

  const follow = async (first: URL, mayRead: (url: URL) => boolean, validators?: Validators): Promise<Opened> => {
    const seen = new Set<string>();
    let url = first;
    for (;;) {
      if (!mayRead(url)) throw new Unreadable('is kept from robots by robots.txt');
      if (seen.has(url.href)) throw new Unreadable('redirects in a circle');
      if (seen.size > maxRedirects) throw new Unreadable(`redirects more than ${maxRedirects} times`);
      seen.add(url.href);
      const response = await ask(url, validators);
      const location = response.headers.get('location');
      if (!isRedirect(response.status) || location === null) return opened(url, response, signal);
      await response.body?.cancel();
      const to = ownUrl(location, url);
      if (!to) throw new Unreadable(`redirects away from ${start.host}, to ${hostOf(location, url)}`);
      url = to;
    }
  };

  return {
    start,
    ownUrl,
    sitemaps: () => robots.sitemaps,
    readRobots: async () => {
      const { status, body } = await follow(new URL('/robots.txt', start), () => true);
      const text = (await readStart(body, robotsBytes)).toString('utf8');
      // RFC 9309, 2.3.1: one that is not there allows everything, one that cannot be read now allows nothing
      if (status === 429 || status >= 500) throw new Unreadable(`was answered with ${status}`);
      robots = parseRobots(status < 300 ? text : '', agent);
    },
    open: (url, validators) => follow(url, ({ pathname, search }) => robots.allows(pathname + search), validators),
  };
};

const isRedirect = (status: number): boolean => [301, 302, 303, 307, 308].includes(status);

const hostOf = (location: string, base: URL): string => URL.parse(location, base.href)?.host ?? 'nowhere';

const againMs = (retryAfter: string | null): number => {
  const asked = /^\d+$/.test(retryAfter ?? '') ? Number(retryAfter) * 1000 : Date.parse(retryAfter ?? '') - Date.now();
  return Number.isNaN(asked) ? usualAgainMs : Math.min(Math.max(asked, 0), maxAgainMs);
};

const opened = (url: URL, response: Response, signal: AbortSignal): Opened => ({
  url,
  status: response.status,
  contentType: response.headers.get('content-type') ?? '',
  etag: response.headers.get('etag'),
  lastModified: response.headers.get('last-modified'),
  body: told(response.body, signal),
  discard: async () => response.body?.cancel(),
});

/** A connection that breaks in the middle is the site's, and told as such. */
async function* told(body: Response['body'], signal: AbortSignal): AsyncGenerator<Uint8Array> {
  if (body === null) return;
  try {
    yield* body;
  } catch (error) {
    signal.throwIfAborted();
    const late = error instanceof Error && error.name === 'TimeoutError';
    throw new Unreadable(late ? 'took too long' : 'broke off, or is packed wrongly', { cause: error });
  }
}
