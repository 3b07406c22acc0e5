// @ts-check
/** Mutation testing of the domain: `npm run mutate`. The tests are those that need no I/O, so that a mutant takes a moment. */
export default {
  packageManager: 'npm',
  testRunner: 'vitest',
  vitest: { configFile: 'test/mutation/vitest.config.ts', related: true },
  mutate: ['shared/domain/**/*.ts', '!shared/domain/nanp-metadata.ts', '!shared/domain/nanp-zones.ts'],
  coverageAnalysis: 'perTest',
  ignoreStatic: true,
  incremental: true,
  incrementalFile: 'reports/mutation/incremental.json',
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false, logTests: false },
  thresholds: { high: 95, low: 90, break: 90 },
  concurrency: 2,
  ignorePatterns: ['reports', 'dist', 'cdk.out', '.rulingwire'],
  tempDirName: 'reports/mutation/sandbox',
};
