import { randomBytes } from 'node:crypto';
import { createServer } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readAll } from '../../local/cli/adopt/bounded.ts';
import { createSite } from '../../local/cli/adopt/site.ts';
import { adopt, startCommand } from './adopt/command.ts';
import { factCheck, redirectTo, type Site, startSite, urlset } from './adopt/site.ts';
import { startWire, type Wire } from './adopt/wire.ts';

let site: Site;
let wire: Wire;

beforeEach(async () => {
  [site, wire] = [await startSite(), await startWire()];
});
afterEach(async () => {
  await Promise.all([site.close(), wire.close()]);
});

const toldOf = (stdout: string): string[] =>
  stdout
    .split('\n')
    .filter((line) => line.startsWith('  '))
    .map((line) => line.trim().replace(site.origin, ''));
const megabyte = 1_000_000;

test('a page without an end is read to its limit, and the rest of the site is taken over', async () => {
  let sent = 0;
  let isClosed = false;
  site.pages.set('/endless', (_, response) => {
    response.writeHead(200, { 'content-type': 'text/html' });
    response.once('close', () => {
      isClosed = true;
    });
    const chunk = randomBytes(megabyte / 10).toString('latin1');
    const more = () => {
      // 2 GB, were they read
      while (!isClosed && sent < 2_000 * megabyte) {
        sent += Buffer.byteLength(chunk);
        if (!response.write(chunk)) return void response.once('drain', more);
      }
    };
    more();
  });
  site.pages.set('/check', factCheck());
  site.pages.set('/sitemap.xml', urlset(site, ['/endless', '/check']));
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain('1 ruling imported');
  expect(toldOf(stdout)).toEqual(['/endless: the page has more than 5 MB']);
  expect(isClosed).toBe(true);
  expect(sent).toBeGreaterThan(5 * megabyte);
  // what was read, and what lay in the buffers of both ends when the connection was closed
  expect(sent).toBeLessThan(30 * megabyte);
});

test('what unpacks to more than its limit is stopped, be it a page or a sitemap', async () => {
  const bomb = gzipSync(Buffer.alloc(200 * megabyte));
  expect(bomb.length).toBeLessThan(megabyte);
  site.pages.set('/bomb', (_, response) =>
    response.writeHead(200, { 'content-type': 'text/html', 'content-encoding': 'gzip' }).end(bomb),
  );
  site.pages.set('/check', factCheck());
  const open = '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>/check</loc></url><url><loc>';
  site.pages.set('/robots.txt', 'Sitemap: /bomb.xml.gz\nSitemap: /torn.xml.gz');
  site.pages.set('/bomb.xml.gz', gzipSync(Buffer.concat([Buffer.from(open), Buffer.alloc(60 * megabyte, ' ')])));
  site.pages.set('/torn.xml.gz', gzipSync(urlset(site, ['/check'])).subarray(0, 40));
  site.pages.set('/sitemap.xml', urlset(site, ['/bomb']));
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain('1 ruling imported');
  expect(toldOf(stdout)).toEqual([
    '/bomb.xml.gz: has more than 50 MB',
    '/torn.xml.gz: is packed wrongly',
    '/bomb: the page has more than 5 MB',
  ]);
});

test('redirects are followed within the host, five of them, and a circle is told', async () => {
  site.pages.set('/circle', redirectTo('/circle/2'));
  site.pages.set('/circle/2', redirectTo('/circle'));
  site.pages.set('/away', redirectTo('https://else.example/'));
  for (const number of [0, 1, 2, 3, 4, 5]) site.pages.set(`/hop/${number}`, redirectTo(`/hop/${number + 1}`));
  site.pages.set('/hop/6', factCheck());
  site.pages.set('/sitemap.xml', urlset(site, ['/circle', '/away', '/hop/0', '/hop/1']));
  const { stdout } = await adopt(wire, site.origin);
  expect(toldOf(stdout)).toEqual([
    '/circle: the page redirects in a circle',
    `/away: the page redirects away from ${site.host}, to else.example`,
    '/hop/0: the page redirects more than 5 times',
  ]);
  expect([...(await wire.rulings()).values()].map(({ url }) => url)).toEqual([`${site.origin}/hop/6`]);
});

test('robots.txt is obeyed: for pages, for where they redirect to, and for sitemaps', async () => {
  site.pages.set(
    '/robots.txt',
    'User-agent: *\nDisallow: /\n\nUser-agent: Rulingwire\nDisallow: /private\nAllow: /private/open\nSitemap: /private/map.xml',
  );
  site.pages.set('/sitemap.xml', urlset(site, ['/private/secret', '/private/open', '/to-private', '/check']));
  for (const path of ['/private/secret', '/private/open', '/check', '/private/map.xml'])
    site.pages.set(path, factCheck());
  site.pages.set('/to-private', redirectTo('/private/secret'));
  const { stdout } = await adopt(wire, site.origin);
  expect(toldOf(stdout)).toEqual([
    '/private/map.xml: is kept from robots by robots.txt',
    '/private/secret: the page is kept from robots by robots.txt',
    '/to-private: the page is kept from robots by robots.txt',
  ]);
  expect(site.asked()).toEqual(['/robots.txt', '/sitemap.xml', '/private/open', '/to-private', '/check']);
});

test('a robots.txt that cannot be read now allows nothing', async () => {
  site.pages.set('/robots.txt', (_, response) => response.writeHead(500).end());
  site.pages.set('/sitemap.xml', urlset(site, ['/check']));
  const { code, stderr } = await adopt(wire, site.origin);
  expect([code, stderr]).toEqual([1, `${site.origin}/robots.txt was answered with 500\n`]);
  expect(site.asked()).toEqual(['/robots.txt']);
});

/** Milliseconds from one request to the last; a single gap may shrink by as much as the request before it came late. */
const lasted = (from: number): number => (site.visits.at(-1)?.at ?? 0) - (site.visits[from]?.at ?? 0);

test('one request at a time, no faster than asked for, and slower where Crawl-delay says so', async () => {
  for (const path of ['/1', '/2', '/3']) site.pages.set(path, factCheck());
  site.pages.set('/sitemap.xml', urlset(site, ['/1', '/2', '/3']));
  await startCommand(['adopt', site.origin, '--pace', '10'], wire.env).ended();
  expect(site.visits).toHaveLength(5);
  expect(lasted(0)).toBeGreaterThan(4 * 100 - 50);
  site.visits.length = 0;
  site.pages.set('/robots.txt', 'User-agent: *\nCrawl-delay: 0.3');
  await startCommand(['adopt', site.origin, '--pace', '10'], wire.env).ended();
  expect(lasted(1)).toBeGreaterThan(3 * 300 - 50);
  expect(site.mostAtOnce()).toBe(1);
});

test('a site that asks for patience gets it', async () => {
  let asked = 0;
  site.pages.set('/busy', (_, response) => {
    asked += 1;
    if (asked === 1) response.writeHead(429, { 'retry-after': '1' }).end();
    else response.writeHead(200, { 'content-type': 'text/html' }).end(factCheck());
  });
  site.pages.set('/down', (_, response) => response.writeHead(503, { 'retry-after': '0' }).end());
  site.pages.set('/sitemap.xml', urlset(site, ['/busy', '/down']));
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain('1 ruling imported');
  expect(toldOf(stdout)).toEqual(['/down: the page was answered with 503']);
  expect(site.asked().slice(2)).toEqual(['/busy', '/busy', '/down', '/down', '/down']);
  const [first, second] = site.visits.filter(({ path }) => path === '/busy');
  expect((second?.at ?? 0) - (first?.at ?? 0)).toBeGreaterThan(800);
});

test('a page that never ends to come, or breaks off, is given up', async () => {
  site.pages.set('/slow', (_, response) => void response.writeHead(200).write('<html>'));
  site.pages.set('/torn', (_, response) => {
    response.writeHead(200, { 'content-length': '1000' }).write('<html>', () => response.destroy());
  });
  const { signal } = new AbortController();
  const patient = createSite({ start: new URL(site.origin), perSecond: 1000, signal, patienceMs: 200 });
  const read = async (path: string) => readAll((await patient.open(new URL(path, site.origin))).body, 1000);
  await expect(read('/slow')).rejects.toThrow('took too long');
  await expect(read('/torn')).rejects.toThrow('broke off');
  const silent = createServer().listen(0, '127.0.0.1');
  await new Promise((resolve) => silent.once('listening', resolve));
  const address = silent.address();
  const start = new URL(`http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}/`);
  const mute = createSite({ start, perSecond: 1000, signal, patienceMs: 200 });
  await expect(mute.open(start)).rejects.toThrow('took too long');
  silent.close();
  await expect(mute.open(start)).rejects.toThrow(/took too long|could not be reached/);
});

test('a page of any depth or width is read', async () => {
  const deep = 400_000;
  site.pages.set('/deep', `${'<div itemscope>'.repeat(deep / 10)}${factCheck()}`);
  site.pages.set('/json', factCheck().replace('{', `{"deep":${'['.repeat(deep)}${']'.repeat(deep)},`));
  site.pages.set('/wide', factCheck().replace('{', `{"wide":[${'1,'.repeat(2 * deep)}1],`));
  const refers = Array.from(
    { length: 40 },
    (_, index) =>
      `<p id="r${index}" itemprop="x" itemscope itemref="${Array.from({ length: 40 }, (_, other) => `r${other}`).join(' ')}"></p>`,
  );
  site.pages.set('/refers', `<div itemscope itemref="r0">${refers.join('')}</div>${factCheck()}`);
  site.pages.set('/sitemap.xml', urlset(site, ['/deep', '/json', '/wide', '/refers']));
  const { stdout } = await adopt(wire, site.origin);
  expect(stdout).toContain('4 pages read, 4 with fact-checks\n4 rulings imported');
});
