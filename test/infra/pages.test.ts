/** What the built pages weigh and load, as they are deployed. */
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildPages, type Pages } from '../../infra/pages.ts';

let folder: string;
let built: Pages;
let pages: readonly string[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rulingwire-pages-'));
  built = await buildPages(folder);
  pages = (await readdir(built.pages, { recursive: true })).filter((path) => path.endsWith('.html'));
});
afterAll(() => rm(folder, { recursive: true }));

const html = (page: string): string => readFileSync(join(built.pages, page), 'utf8');
const scriptsIn = (text: string): string[] =>
  [...text.matchAll(/(?:src|href)="\/assets\/([^"]+\.js)"/g)].map(([, name = '']) => name);

/** A page's scripts and all that they import, also later. */
const loaded = (page: string): ReadonlySet<string> => {
  const found = new Set(scriptsIn(html(page)));
  for (const name of found)
    for (const [, other = ''] of readFileSync(join(built.assets, name), 'utf8').matchAll(
      /["'`](?:\.\/|\/?assets\/)([\w-]+\.js)["'`]/g,
    ))
      found.add(other);
  return found;
};

describe('the built pages', () => {
  test('are those that the site promises, and no page of the simulation', () => {
    const promised = ['index', 'texts/index', 'preferences/index', 'desk/index', 'partners/index', 'operations/index'];
    expect([...pages].sort()).toEqual(promised.map((page) => `${page}.html`).sort());
  });

  test('name nothing by the simulated phones, nor ask the simulation anything', async () => {
    const assets = await readdir(built.assets);
    expect([...pages, ...assets].filter((name) => /phones/i.test(name))).toEqual([]);
    expect(assets.filter((name) => readFileSync(join(built.assets, name), 'utf8').includes('/_sim'))).toEqual([]);
  });

  test('load at most 60 kB of script each, gzipped', () => {
    for (const page of pages) {
      const weight = [...loaded(page)].reduce(
        (sum, name) => sum + gzipSync(readFileSync(join(built.assets, name))).length,
        0,
      );
      expect(weight, page).toBeLessThanOrEqual(60_000);
      if (page !== 'index.html') expect(weight, page).toBeGreaterThan(0);
    }
  });

  test('have no script or style in their markup, which their Content-Security-Policy forbids', () => {
    for (const page of pages) {
      expect(html(page), page).not.toMatch(/<script(?![^>]* src=)|<style|\sstyle=|\son\w+=/i);
      expect(html(page), page).not.toMatch(/(?:src|href)="(?!\/|#)/);
    }
  });

  test('name their scripts by content, so that those may be kept for ever', async () => {
    for (const name of await readdir(built.assets)) expect(name).toMatch(/-[\w-]{8}\.(?:js|css)$/);
  });
});
