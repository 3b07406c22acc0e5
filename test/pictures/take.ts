/**
 * Pictures of every page, in light and in dark, wide and narrow: `npm run pictures` writes them to docs/pictures. The wire runs for it on a
 * folder of its own, with what the sample newsroom publishes and corrects.
 */
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import * as z from 'zod';
import { programOnPath } from '../e2e/feed-readers/installed.ts';
import { freePort, startWire } from '../wire-process.ts';
import { type Scene, scenesOf } from './scenes.ts';
import { tellStory } from './story.ts';

const looks = ['light', 'dark'] as const;
const widths = { wide: { width: 1280, height: 900 }, narrow: { width: 390, height: 844 } } as const;
/** A picture shows the beginning of a page that is longer. */
const highest = 1_800;
const folder = new URL('../../docs/pictures/', import.meta.url).pathname;

const picture = async (browser: Browser, { name, address, key, ready }: Scene): Promise<void> => {
  for (const [width, viewport] of Object.entries(widths))
    for (const colorScheme of looks) {
      const context = await browser.newContext({
        ...{ viewport, colorScheme, locale: 'en-US', timezoneId: 'America/New_York', reducedMotion: 'reduce' },
      });
      if (key) await context.addInitScript(`sessionStorage.setItem('rulingwire-${key.whose}-key', '${key.key}')`);
      const page = await context.newPage();
      await page.goto(address);
      await ready(page);
      const all = z.number().parse(await page.evaluate('document.documentElement.scrollHeight'));
      const clip = { x: 0, y: 0, width: viewport.width, height: Math.min(all, highest) };
      await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), clip, fullPage: true });
      await context.close();
    }
  console.log(name);
};

const dataDir = await mkdtemp(join(tmpdir(), 'rulingwire-pictures-'));
const env = { RULINGWIRE_QUIET_HOURS: 'off' };
const wire = await startWire(dataDir, await freePort(), env);
try {
  await mkdir(folder, { recursive: true });
  const next: unknown = JSON.parse(await readFile(new URL('../../examples/next-ruling.json', import.meta.url), 'utf8'));
  const story = await tellStory(wire);
  const browser = await chromium.launch({ executablePath: programOnPath('chromium') ?? '', args: ['--no-sandbox'] });
  for (const scene of scenesOf(wire.dev, story, next)) await picture(browser, scene);
  await browser.close();
} finally {
  await wire.stop();
  await rm(dataDir, { recursive: true });
}
