import { globSync } from 'node:fs';
import { mkdir, readdir, readFile, rm } from 'node:fs/promises';
import { dirname, join, relative } from 'node:path';
import { build, type Rolldown } from 'vite';
import { writeChanged } from './write-changed.ts';

const root = join(import.meta.dirname, '../web');
const publicFolder = join(root, 'public');
/** Served by the embedded runtime alone: it shows the phones that the simulated Twilio texts. */
const simulated = 'phones';

export interface Pages {
  /** Pages and files that keep their names. */
  readonly pages: string;
  /** Scripts and styles that are named by their content, to be served under `assets/` for ever. */
  readonly assets: string;
}

const isChunkOrAsset = (output: unknown): output is Rolldown.RolldownOutput =>
  typeof output === 'object' && output !== null && 'output' in output;

const bundle = async (pages: readonly string[], assetsDir: string): Promise<ReadonlyMap<string, Buffer>> => {
  const built = await build({
    root,
    configFile: false,
    publicDir: publicFolder,
    logLevel: 'warn',
    oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
    build: {
      write: false,
      copyPublicDir: false,
      assetsDir,
      target: 'es2023',
      // all that we support preloads modules; an inline script is what the site's Content-Security-Policy forbids
      modulePreload: { polyfill: false },
      assetsInlineLimit: 0,
      rolldownOptions: { input: Object.fromEntries(pages.map((page) => [nameOf(page), join(root, page)])) },
    },
  });
  const outputs = [built].flat().filter(isChunkOrAsset);
  return new Map(
    outputs
      .flatMap(({ output }) => output)
      .map((file) => [file.fileName, Buffer.from(file.type === 'chunk' ? file.code : file.source)]),
  );
};

/** What a page's script is called: `desk` for `desk/index.html`. */
const nameOf = (page: string): string => (dirname(page) === '.' ? 'front' : dirname(page));

const htmlFiles = (): string[] =>
  globSync('**/*.html', { cwd: root })
    .filter((path) => !path.startsWith('public/'))
    .sort();

/** Writes what changed, and takes away what an earlier build left: all that lies in a folder is deployed. */
const settle = async (folder: string, files: ReadonlyMap<string, Uint8Array>, outDir: string): Promise<void> => {
  const write = writeChanged(outDir);
  for (const [name, body] of files) await write(join(folder, name), body);
  const lying = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const entry of lying.filter((each) => each.isFile())) {
    const path = join(entry.parentPath, entry.name);
    if (!files.has(relative(folder, path))) await rm(path);
  }
};

/**
 * Builds the site's pages with Vite into `<outDir>/pages`, with the files of `web/public` as they are, and their scripts into
 * `<outDir>/assets`. Throws when a source does not build.
 */
export const buildPages = async (outDir: string): Promise<Pages> => {
  const folders = { pages: join(outDir, 'pages'), assets: join(outDir, 'assets') };
  const pages = new Map<string, Uint8Array>();
  const assets = new Map<string, Uint8Array>();
  const site = htmlFiles().filter((page) => dirname(page) !== simulated);
  for (const [name, body] of await bundle(site, 'assets'))
    if (name.startsWith('assets/')) assets.set(name.slice('assets/'.length), body);
    else pages.set(name, body);
  for (const entry of await readdir(publicFolder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile()) pages.set(relative(publicFolder, path), await readFile(path));
  }
  await Promise.all(Object.values(folders).map((folder) => mkdir(folder, { recursive: true })));
  await settle(folders.pages, pages, outDir);
  await settle(folders.assets, assets, outDir);
  return folders;
};

/** Builds the page of the simulated phones into `folder`, which stands for `/phones/`. */
export const buildPhonesPage = async (folder: string): Promise<void> => {
  await mkdir(folder, { recursive: true });
  const files = [...(await bundle([`${simulated}/index.html`], simulated))];
  await settle(folder, new Map(files.map(([name, body]) => [relative(simulated, name), body])), folder);
};

// for the embedded runtime, whose memory Vite's is not to be
if (import.meta.main && process.argv[2] !== undefined) await buildPhonesPage(process.argv[2]);
