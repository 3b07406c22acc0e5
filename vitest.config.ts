import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that `vitest run --project unit` runs in a second. */
const project = (name: string, extra: { testTimeout?: number } = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 60_000, hookTimeout: 60_000, ...extra },
});

export default defineConfig({
  test: {
    // vitest leaves a core free, which of two is half; the kill test waits for most of its time
    maxWorkers: '100%',
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
