/** Bundles, builds the pages and synthesizes when a source changed since the last time. */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { promisify } from 'node:util';
import { newsroomFile } from '../infra/newsroom.ts';

const root = join(import.meta.dirname, '..');
const SOURCES = ['infra/**/*', 'functions/**/*', 'shared/**/*', 'web/**/*', 'package-lock.json'];
/** Builds that stay beside the newest: a runtime that is still up may load functions from them. */
const KEPT_BUILDS = 4;

/** The folder of a build that holds the page of the simulated phones. */
export const phonesPage = 'phones';

/** The build failed; the message is what it printed. */
export class BuildFailed extends Error {}

/** One hash for all that a build is made from. */
const hashSources = (): string => {
  const hash = createHash('sha256');
  const files = globSync(SOURCES, { cwd: root }).map((path) => join(root, path));
  for (const file of [...files.filter((path) => statSync(path).isFile()).sort(), newsroomFile()]) {
    hash
      .update(`${relative(root, file)}\0`)
      .update(readFileSync(file))
      .update('\0');
  }
  return hash.digest('hex').slice(0, 32);
};

const removeOldBuilds = (folder: string): void => {
  const builds = readdirSync(folder)
    .filter((name) => !name.startsWith('.'))
    .map((name) => ({ path: join(folder, name), at: statSync(join(folder, name)).mtimeMs }))
    .sort((a, b) => b.at - a.at);
  for (const { path } of builds.slice(KEPT_BUILDS)) rmSync(path, { recursive: true, force: true });
};

/** Renames into place; when another process was first, its build is as good. */
const settle = (building: string, built: string): void => {
  try {
    renameSync(join(building, 'cdk.out'), built);
  } catch (cause) {
    if (!existsSync(built)) throw cause;
  }
};

/**
 * Gives the folder of the synthesized template for the sources as they are. It is named by their hash and appears whole, so
 * processes that build at the same time do not meet. Throws BuildFailed.
 */
export const ensureBuild = async (): Promise<string> => {
  const folder = join(root, 'cdk.out/local');
  const built = join(folder, hashSources());
  if (existsSync(built)) return built;
  const building = join(folder, `.building-${process.pid}`);
  mkdirSync(building, { recursive: true });
  try {
    const env = {
      ...process.env,
      CDK_OUTDIR: join(building, 'cdk.out'),
      RULINGWIRE_BUNDLES: join(building, 'bundles'),
      CDK_VALIDATION: 'false', // CloudFormation's rules take 1.7 s and 270 MB; the infra tests hold them
    };
    // Processes of their own, so that CDK's memory (200 MB) and Vite's are not the runtime's.
    const run = (...args: string[]) => promisify(execFile)(process.execPath, args, { cwd: root, env });
    await Promise.all([
      run(join(root, 'infra/app.ts')),
      run(join(root, 'infra/pages.ts'), join(building, 'cdk.out', phonesPage)),
    ]);
    settle(building, built);
  } catch (cause) {
    const printed = cause instanceof Error && 'stderr' in cause ? String(cause.stderr) : String(cause);
    throw new BuildFailed(printed, { cause });
  } finally {
    rmSync(building, { recursive: true, force: true });
  }
  removeOldBuilds(folder);
  return built;
};
