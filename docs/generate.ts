/** `npm run generate` writes the generated files; with `--check` it only says which of them are stale, and fails. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { newsroomFile } from '../infra/newsroom.ts';
import { newsroomSchema } from '../shared/domain/newsroom.ts';
import { describeRoutes } from './describe-routes.ts';
import { logCodesPage } from './log-codes.ts';
import { toOpenApi } from './openapi.ts';
import { systemPage } from './system.ts';

const newsroom = newsroomSchema.parse(JSON.parse(await readFile(newsroomFile(), 'utf8')));
const files = {
  'openapi.json': `${JSON.stringify(toOpenApi(describeRoutes(newsroom)), null, 2)}\n`,
  'log-codes.md': logCodesPage(),
  'system.md': await systemPage(),
};

const checking = process.argv.includes('--check');
for (const [name, wanted] of Object.entries(files)) {
  const path = join(import.meta.dirname, name);
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found === wanted) continue;
  if (checking) {
    console.error(`docs/${name} is stale: run "npm run generate"`);
    process.exitCode = 1;
  } else {
    await writeFile(path, wanted);
    console.log(`wrote docs/${name}`);
  }
}
