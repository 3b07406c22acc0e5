import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');

test('every function that writes the ledger, or when its texts left, keeps it for as long as the newsroom says', () => {
  const made = globSync('functions/**/*.ts', { cwd: root }).flatMap((path) =>
    [...readFileSync(join(root, path), 'utf8').matchAll(/createText(?:Ledger|Timeline)\(([^)]*)\)/g)].map(
      ([, given = '']) => given,
    ),
  );
  expect(made.length).toBeGreaterThan(3);
  for (const given of made) expect(given).toMatch(/, (\w+\.)*retention\.ledgerDays$/);
});
