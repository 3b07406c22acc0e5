/** `npm run generate` writes the generated files; with `--check` it only says which of them are stale, and fails. */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { newsroomFile } from '../infra/newsroom.ts';
import { newsroomSchema } from '../shared/domain/newsroom.ts';
import { toAsyncApi } from './asyncapi.ts';
import { deliveriesPage } from './delivery-states.ts';
import { describeRoutes } from './describe-routes.ts';
import { logCodesPage } from './log-codes.ts';
import { toOpenApi } from './openapi.ts';
import { systemPage } from './system.ts';
import { schemaFiles } from './webhook-schemas.ts';

const newsroom = newsroomSchema.parse(JSON.parse(await readFile(newsroomFile(), 'utf8')));
const toJson = (document: unknown): string => `${JSON.stringify(document, null, 2)}\n`;
const files = {
  'docs/openapi.json': toJson(toOpenApi(describeRoutes(newsroom))),
  'docs/asyncapi.json': toJson(toAsyncApi()),
  'docs/deliveries.md': deliveriesPage(),
  'docs/log-codes.md': logCodesPage(),
  'docs/system.md': await systemPage(),
  ...Object.fromEntries(
    Object.entries(schemaFiles(newsroom)).map(([path, file]) => [`web/public${path}`, toJson(file)]),
  ),
};

const checking = process.argv.includes('--check');
for (const [name, wanted] of Object.entries(files)) {
  const path = join(import.meta.dirname, '..', name);
  const found = await readFile(path, 'utf8').catch(() => '');
  if (found === wanted) continue;
  if (checking) {
    console.error(`${name} is stale: run "npm run generate"`);
    process.exitCode = 1;
  } else {
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, wanted);
    console.log(`wrote ${name}`);
  }
}
