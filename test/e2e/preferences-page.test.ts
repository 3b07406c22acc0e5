/** The page behind the link in a text, as Debian's Chromium shows it. */
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { freePort, startWire, type WireProcess } from '../wire-process.ts';
import { isMissing } from './feed-readers/installed.ts';
import { askOnPage } from './texts/page.ts';

/** Without its sandbox, which cannot be had by root; the budget is of the page's own time, for what it fetches. */
const flags = [
  ...['--headless', '--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--disable-background-networking'],
  ...['--virtual-time-budget=10000', '--dump-dom'],
];

describe.skipIf(isMissing('chromium'))('the page of one’s own texts', () => {
  let folder: string;
  let wire: WireProcess;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'rulingwire-preferences-'));
    wire = await startWire(join(folder, 'data'), await freePort());
  });
  afterAll(async () => {
    await wire.stop();
    await rm(folder, { recursive: true });
  });

  const text = async (body: string): Promise<string> => {
    const answer = await fetch(`${wire.dev.twilioUrl}/_sim/inbound`, {
      method: 'POST',
      body: JSON.stringify({ from: '+13125550177', body }),
    });
    expect(answer.status).toBe(200);
    return answer.text();
  };
  const shown = async (address: string): Promise<string> => {
    const env = { ...process.env, HOME: folder };
    const profile = `--user-data-dir=${join(folder, 'chromium')}`;
    return (await promisify(execFile)('chromium', [...flags, profile, address], { env })).stdout;
  };
  const linkIn = (answer: string): string => /http[^<\s]*\/preferences#[\w-]+/.exec(answer)?.[0] ?? '';

  test('shows by the link from STATUS what is kept, and what can be done', async () => {
    expect((await askOnPage(wire.dev, '+13125550177', {})).status).toBe(202);
    await text('JOIN');
    await text('WEEKLY');
    const page = await shown(linkIn(await text('STATUS')));
    expect(page).toContain('Your texts are on.');
    expect(page).toContain('I agree to get fact-checks and corrections by text');
    expect(page).toMatch(/<form id="settings">/);
    expect(page).toMatch(/<button[^>]*id="resume"[^>]*hidden/);
    expect(page).not.toContain('3125550177');
  });

  test('says so where the link has run out, and where texts have ended', async () => {
    const link = linkIn(await text('STATUS'));
    expect(await shown(`${wire.dev.baseUrl}/preferences#none`)).toContain('This link has run out.');
    await text('STOP');
    const page = await shown(link);
    expect(page).toContain('All texts have ended.');
    expect(page).toMatch(/<form id="settings" hidden/);
  });
});
