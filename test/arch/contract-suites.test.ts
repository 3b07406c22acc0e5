import { globSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { productShapes } from '../contract/dynamo/product-shapes.ts';

const root = join(import.meta.dirname, '../..');
const read = (path: string): string => readFileSync(join(root, path), 'utf8');
const namesIn = (folder: string): string[] => globSync(`${folder}/*.ts`, { cwd: root }).map((path) => basename(path));

const suites = globSync('test/contract/**/*.test.ts', { cwd: root }).map((path) => ({ path, source: read(path) }));
const ports = namesIn('shared/ports');
const fakes = namesIn('test/fakes').filter((name) => ports.includes(name));

/** Ports whose fake no suite holds against the real thing. */
const excused: Readonly<Record<string, string>> = {
  'log.ts': 'nothing that a use case does depends on its log',
};

test('every port with a fake has a suite that holds it and what is deployed to the same', () => {
  expect(fakes.length).toBeGreaterThan(15);
  const without = fakes.filter(
    (fake) =>
      !suites.some(
        ({ source }) => source.includes(`/fakes/${fake}'`) && /'.*\/shared\/(adapters|runtime)\//.test(source),
      ),
  );
  expect(without.sort()).toEqual(Object.keys(excused).sort());
});

const adapters = globSync('shared/adapters/dynamo/*.ts', { cwd: root }).map((path) => ({
  name: basename(path),
  source: read(path),
}));
/** What makes a port of a client and a table. */
const made = adapters
  .flatMap(({ name, source }) =>
    [...source.matchAll(/^export const (create\w+)/gm)].map(([, create = '']) => ({ name, create })),
  )
  .filter(({ create }) => create !== 'createDynamo' && create !== 'createTable');

test('every port that is kept in DynamoDB has its suite there', () => {
  expect(made.length).toBeGreaterThan(9);
  expect(made.filter(({ create }) => !suites.some(({ source }) => source.includes(`${create}(`)))).toEqual([]);
});

const words =
  /\b(?:attribute_\w+|begins_with|contains|size|if_not_exists|list_append)(?=\()|\b(?:SET|REMOVE|ADD|DELETE|AND|OR|NOT|IN|BETWEEN)\b|<>|<=|>=|[<>=+]| - /g;

/** String literals that hold an expression: those with a value's or a name's placeholder, or a function of a path. */
const expressionsIn = (source: string): string[] =>
  [...source.matchAll(/'((?:[^'\\\n]|\\.)*)'|`((?:[^`\\]|\\.)*)`/g)]
    .map(([, quoted, template]) => (quoted ?? template ?? '').replace(/\$\{(?:[^{}]|\{[^{}]*\})*\}/g, ' '))
    .filter((text) => /(?:^|[ (])[:#][a-z]|attribute_\w+\(/.test(text));

test('no function or operator is in an expression of an adapter that the contract of the engines does not try', () => {
  const tried = new Set(productShapes.flatMap((shape) => shape.slice(shape.indexOf(':')).match(words) ?? []));
  const used = adapters.flatMap(({ name, source }) =>
    expressionsIn(source).flatMap((text) => (text.match(words) ?? []).map((word) => ({ name, text, word }))),
  );
  expect(used.length).toBeGreaterThan(60);
  expect(used.filter(({ word }) => !tried.has(word))).toEqual([]);
});
