import { defineConfig } from 'vitest/config';

/** One project per kind of test, so that `vitest run --project unit` runs in a second. */
const project = (name: string, extra: { fileParallelism?: boolean; testTimeout?: number } = {}) => ({
  test: { name, include: [`test/${name}/**/*.test.ts`], testTimeout: 60_000, hookTimeout: 60_000, ...extra },
});

export default defineConfig({
  test: {
    projects: [
      project('unit'),
      project('property'),
      project('contract'),
      project('integration'),
      project('infra'),
      project('arch'),
      project('e2e', { fileParallelism: false, testTimeout: 240_000 }),
    ],
  },
});
