import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import * as z from 'zod';
import { describeMachine } from '../machine.ts';
import { manyEndpoints, measure, mostRulings } from './measure.ts';
import { toPage } from './page.ts';
import { type CostResult, resultSchema } from './result.ts';

/** `--page` makes the page anew of what was counted before, as after a change of prices. */
const { values } = parseArgs({
  options: { rulings: { type: 'string', default: '5' }, write: { type: 'boolean' }, page: { type: 'boolean' } },
});
const rulings = z.coerce.number().int().min(1).max(mostRulings).parse(values.rulings);
const json = new URL('../cost.json', import.meta.url);

const count = async (): Promise<CostResult> => {
  const counted = await measure(rulings, (line) => console.error(line));
  return { machine: describeMachine(), rulings, ...manyEndpoints, counted };
};

const result = values.page ? resultSchema.parse(JSON.parse(await readFile(json, 'utf8'))) : await count();
if (values.write) await writeFile(json, `${JSON.stringify(result, null, 2)}\n`);
if (values.write || values.page) {
  const page = fileURLToPath(new URL('../../docs/cost.md', import.meta.url));
  await writeFile(page, toPage(result));
  // tables are aligned by the formatter, as the check wants them
  await promisify(execFile)('npx', ['biome', 'format', '--write', page, fileURLToPath(json)]);
} else console.log(toPage(result));
process.exit();
