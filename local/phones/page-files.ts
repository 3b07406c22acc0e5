import { readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { HttpAnswer } from '../http/http-answer.ts';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
};

const answerWith = (file: string): HttpAnswer => ({
  status: 200,
  headers: { 'content-type': types[extname(file)] ?? 'application/octet-stream', 'cache-control': 'no-cache' },
  body: readFileSync(file),
});

/** The built page of the simulated phones, each file by its path on the site; the page itself also without a slash at the end. */
export const readPageFiles = (folder: string): ReadonlyMap<string, HttpAnswer> => {
  const files = readdirSync(folder).map((name) => [name, answerWith(join(folder, name))] as const);
  return new Map(
    files.flatMap(([name, answer]) =>
      (name === 'index.html' ? ['/phones', '/phones/'] : [`/phones/${name}`]).map((path) => [path, answer] as const),
    ),
  );
};
