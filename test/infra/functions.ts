import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import * as z from 'zod';
import type { StackUnderTest } from './synthesis.ts';
import { type Resource, reference } from './template.ts';

const root = join(import.meta.dirname, '../..');

/** Bytes that a bundle may have, by the function's name or for all others. */
const budgets = z
  .object({ bundleBytes: z.object({ default: z.int() }).catchall(z.int()) })
  .parse(JSON.parse(readFileSync(join(root, 'bench/budgets.json'), 'utf8'))).bundleBytes;

const functionSchema = z.object({
  Description: z.string().optional(),
  Runtime: z.string(),
  Role: reference,
  Environment: z.object({ Variables: z.record(z.string(), z.unknown()) }).optional(),
});
type LambdaFunction = Resource<z.output<typeof functionSchema>> & { readonly name: string };

/** Our own functions, by the name of their folder; CDK adds one that copies pages into the bucket. */
export const lambdaFunctions = (stack: StackUnderTest): LambdaFunction[] =>
  stack
    .ofType('AWS::Lambda::Function', functionSchema)
    .filter(({ properties }) => properties.Runtime.startsWith('nodejs'))
    .map((fn) => ({ ...fn, name: fn.properties.Description?.replace('Rulingwire ', '') ?? fn.id }));

/** The bundle of a function: its size in bytes, and our own sources in it. */
export const bundleOf = ({ metafile }: StackUnderTest, name: string): { bytes: number; inputs: string[] } => {
  const output = Object.values(metafile.outputs).find(
    ({ entryPoint }) => entryPoint === `functions/${name}/handler.ts`,
  );
  if (!output) throw new Error(`${name} has no bundle`);
  const inputs = Object.entries(output.inputs)
    .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
    .map(([path]) => path);
  return { bytes: output.bytes, inputs };
};

/** The settings that a function's own sources read. What `config.ts` reads itself exists in the embedded runtime alone. */
const settingsOf = (stack: StackUnderTest, name: string): Set<string> =>
  new Set(
    bundleOf(stack, name)
      .inputs.filter((path) => !path.startsWith('node_modules/') && !path.endsWith('runtime/config.ts'))
      .map((path) => readFileSync(join(root, path), 'utf8'))
      .flatMap((source) => [...source.matchAll(/\bsetting\('([A-Z_]+)'\)/g)].map(([, variable]) => variable ?? '')),
  );

export const describeFunctions = (stack: StackUnderTest): void => {
  const functions = lambdaFunctions(stack);

  it('deploys every handler of functions/', () => {
    const handlers = readdirSync(join(root, 'functions')).filter((name) =>
      existsSync(join(root, 'functions', name, 'handler.ts')),
    );
    expect(functions.map(({ name }) => name).sort()).toEqual(handlers.sort());
  });

  it('gives each function exactly the settings that its sources read', () => {
    for (const { name, properties } of functions) {
      const given = Object.keys(properties.Environment?.Variables ?? {});
      expect(given.sort(), name).toEqual([...settingsOf(stack, name)].sort());
    }
  });

  it('keeps bundles within their budgets', () => {
    for (const { name } of functions) {
      const { bytes } = bundleOf(stack, name);
      expect(bytes, name).toBeLessThanOrEqual(budgets[name] ?? budgets.default);
    }
  });
};
