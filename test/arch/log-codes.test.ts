import { existsSync, globSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { logCodes } from '../../shared/ports/log-codes/log-codes.ts';

const root = join(import.meta.dirname, '../..');
const runbooks = join(root, 'docs/runbooks');

/** Every call of a log in what is deployed: its level, and the codes that stand in it. */
const calls = globSync('{functions,shared}/**/*.ts', { cwd: root })
  .filter((path) => path !== 'shared/runtime/logger.ts')
  .flatMap((path) => {
    const source = readFileSync(join(root, path), 'utf8');
    return [...source.matchAll(/\blog\.(info|warn|error)\(\s*([^,)]+)/g)].map(([call, level, first = '']) => ({
      ...{ path, call, level },
      codes: [...first.matchAll(/'([A-Z]+(?:_[A-Z]+)+)'/g)].map(([, code = '']) => code),
    }));
  });

test('every log call names its code where it stands, so that it can be searched for', () => {
  expect(calls.length).toBeGreaterThan(15);
  expect(calls.filter(({ codes }) => codes.length === 0)).toEqual([]);
});

test('every catalogued code is logged somewhere, and every code that is logged is catalogued', () => {
  const logged = calls.flatMap(({ codes }) => codes);
  expect([...new Set(logged)].sort()).toEqual(Object.keys(logCodes).sort());
});

test('every code is logged at the level that the catalogue says', () => {
  for (const [code, { level }] of Object.entries(logCodes)) {
    expect(calls.filter((call) => call.codes.includes(code) && call.level !== level)).toEqual([]);
  }
});

test('the catalogue names runbooks that exist, and runbooks name codes that exist', () => {
  for (const entry of Object.values(logCodes)) {
    if ('runbook' in entry) expect(existsSync(join(runbooks, entry.runbook)), entry.runbook).toBe(true);
  }
  const spoken = readdirSync(runbooks).flatMap((name) =>
    [...readFileSync(join(runbooks, name), 'utf8').matchAll(/`([A-Z]+(?:_[A-Z]+)+)`/g)].map(([, code]) => code),
  );
  expect(spoken.length).toBeGreaterThan(10);
  for (const code of spoken) expect(Object.keys(logCodes)).toContain(code);
});
