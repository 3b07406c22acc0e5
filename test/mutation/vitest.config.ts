import { defineConfig } from 'vitest/config';

/** Stryker knows one project; these are the tests that need no I/O. */
export default defineConfig({
  test: { include: ['test/unit/**/*.test.ts', 'test/property/**/*.test.ts'], testTimeout: 30_000 },
});
