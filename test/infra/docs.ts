import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { StackUnderTest } from './synthesis.ts';

const docs = join(import.meta.dirname, '../../docs');
const deploy = readFileSync(join(docs, 'deploy.md'), 'utf8');
const runbooks = readdirSync(join(docs, 'runbooks')).map((name) => readFileSync(join(docs, 'runbooks', name), 'utf8'));

/** What the shell functions of deploy.md are called with, in the runbooks: a type and the start of a logical id. */
const lookups = runbooks.flatMap((text) => [
  ...[...text.matchAll(/\brw ([A-Za-z]+::[A-Za-z]+) ([A-Za-z]+)/g)].map(([, type, start]) => [`AWS::${type}`, start]),
  ...[...text.matchAll(/\brw_arn ([A-Za-z]+)/g)].map(([, start]) => ['AWS::SQS::Queue', start]),
  ...[...text.matchAll(/^rw_errors ([A-Za-z]+)/gm)].map(([, start]) => ['AWS::Logs::LogGroup', `${start}Logs`]),
]);

/** How many there are of what deploy.md prices, by the first word of the row. */
const priced = {
  KMS: 'AWS::KMS::Key',
  Secrets: 'AWS::SecretsManager::Secret',
  Alarms: 'AWS::CloudWatch::Alarm',
} as const;

export const describeDocs = (stack: StackUnderTest): void => {
  const idsOf = (type: string): string[] => stack.ofType(type, z.unknown()).map(({ id }) => id);

  it('finds by every command of a runbook the one resource that it means', () => {
    expect(lookups.length).toBeGreaterThan(30);
    for (const [type = '', start = ''] of lookups) {
      expect(
        idsOf(type).filter((id) => id.startsWith(start)),
        `${type} ${start}`,
      ).toHaveLength(1);
    }
  });

  it('prices as many keys, secrets and alarms as there are, and sums them up', () => {
    const rows = [...deploy.matchAll(/^\| (\S+).*\| (\S+) +\| [^|]+\| \$([\d.]+) +\|$/gm)];
    for (const [word, type] of Object.entries(priced)) {
      expect(rows.find(([, first]) => first === word)?.[2], word).toBe(String(idsOf(type).length));
    }
    const sum = [...deploy.matchAll(/^\| [^*].*\| \$([\d.]+) +\|$/gm)].reduce(
      (total, [, price]) => total + Number(price),
      0,
    );
    expect(deploy).toContain(`**$${sum.toFixed(2)}**`);
  });

  it('names outputs that the stack has', () => {
    const named = [...deploy.matchAll(/rw_output ([A-Za-z]+)/g)].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(0);
    for (const name of named) expect(stack.outputs).toContain(name);
  });
};
