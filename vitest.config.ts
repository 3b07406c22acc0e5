import { appendFileSync } from 'node:fs';
import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { logsVariable } from './test/logs/gather.ts';

/** One project per kind of test, so that `vitest run --project unit` runs in a second. */
const project = (name: string, extra: { testTimeout?: number } = {}) => ({
  test: {
    ...{ name, include: [`test/${name}/**/*.test.ts`], testTimeout: 60_000, hookTimeout: 60_000 },
    setupFiles: ['test/logs/setup-file.ts'],
    // as Playwright waits for what is on a page: a second says more of the machine than of the test
    expect: { poll: { timeout: 30_000 } },
    ...extra,
  },
});

export default defineConfig({
  test: {
    // vitest leaves a core free, which of two is half; the kill test waits for most of its time
    maxWorkers: '100%',
    globalSetup: ['test/logs/global-setup.ts'],
    // what goes through the console does not pass by standard output
    onConsoleLog: (text) => {
      const folder = process.env[logsVariable];
      if (folder !== undefined) appendFileSync(join(folder, 'console'), text);
    },
    projects: [
      project('unit'),
      project('property'),
      project('contract'),
      project('integration'),
      project('infra'),
      project('arch'),
      // beside the others: a wire in a process of its own mostly waits
      project('e2e', { testTimeout: 240_000 }),
    ],
  },
});
