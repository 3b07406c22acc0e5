import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { closeServer, listenOnLoopback } from '../../../local/http/listen.ts';

type Handler = (request: IncomingMessage, response: ServerResponse) => void;
type Content = string | Buffer | Handler;

export interface Visit {
  readonly path: string;
  readonly at: number;
  readonly headers: IncomingMessage['headers'];
}

/** A site on loopback: what is not among its pages is a 404. Pages are HTML unless they handle the request themselves. */
export const startSite = async () => {
  const pages = new Map<string, Content>();
  const visits: Visit[] = [];
  let open = 0;
  let mostOpen = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    visits.push({ path, at: performance.now(), headers: request.headers });
    open += 1;
    mostOpen = Math.max(mostOpen, open);
    response.once('close', () => {
      open -= 1;
    });
    const content = pages.get(path);
    if (content === undefined) return response.writeHead(404).end('not here');
    if (typeof content === 'function') return content(request, response);
    const type = /\.xml$/.test(path)
      ? 'application/xml'
      : /\.txt$/.test(path)
        ? 'text/plain'
        : 'text/html; charset=utf-8';
    return response.writeHead(200, { 'content-type': type }).end(content);
  });
  const origin = await listenOnLoopback(server, 0);
  return {
    origin,
    host: new URL(origin).host,
    pages,
    visits,
    /** Paths asked for, in order. */
    asked: () => visits.map(({ path }) => path),
    /** Requests under way at the same time, at most. */
    mostAtOnce: () => mostOpen,
    close: () => closeServer(server),
  };
};
export type Site = Awaited<ReturnType<typeof startSite>>;

/** The externalId that a page's first claim (or another) has. */
export const externalId = (site: Site, path: string, claim = 1): string =>
  // a port has a colon, as the parts of a path have
  `${site.host}${path.replaceAll('/', ':')}:claim-${claim}`;

export const redirectTo =
  (location: string): Handler =>
  (_, response) =>
    response.writeHead(302, { location }).end();

export const urlset = (site: Site, paths: readonly (string | readonly [path: string, lastmod: string])[]): string => {
  const urls = paths.map((entry) => {
    const [path, lastmod] = typeof entry === 'string' ? [entry, undefined] : entry;
    return `<url><loc>${site.origin}${path}</loc>${lastmod ? `<lastmod>${lastmod}</lastmod>` : ''}</url>`;
  });
  return `<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">${urls.join('')}</urlset>`;
};

/** A ClaimReview as most newsrooms write it, with what differs. */
export const claimReview = (differs: Record<string, unknown> = {}): Record<string, unknown> => ({
  '@context': 'https://schema.org',
  '@type': 'ClaimReview',
  datePublished: '2024-05-12T10:00:00+02:00',
  claimReviewed: 'The harbor bill triples every ferry fare.',
  author: { '@type': 'Organization', name: 'The Newsroom' },
  itemReviewed: {
    '@type': 'Claim',
    author: { '@type': 'Person', name: 'Alex Doe' },
    datePublished: '2024-05-10',
  },
  reviewRating: { '@type': 'Rating', alternateName: 'False' },
  ...differs,
});

export const script = (json: unknown): string =>
  `<script type="application/ld+json">${typeof json === 'string' ? json : JSON.stringify(json)}</script>`;

export const html = (head: string, body = '<p>The long text that is not taken over.</p>'): string =>
  `<!doctype html><html lang="en"><head><title>A page</title>${head}</head><body>${body}</body></html>`;

export const factCheck = (differs: Record<string, unknown> = {}): string => html(script(claimReview(differs)));
