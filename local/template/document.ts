/** What `cdk synth` wrote: the template of the one stack, and where its assets lie. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  Condition: z.string().optional(),
});
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Parameters: z.record(z.string(), z.object({ Default: z.union([z.string(), z.number()]).optional() })).default({}),
  Conditions: z.record(z.string(), z.unknown()).default({}),
});
const assetsSchema = z.object({ files: z.record(z.string(), z.object({ source: z.object({ path: z.string() }) })) });

export type TemplateDocument = z.infer<typeof templateSchema>;

export interface Assembly {
  template: TemplateDocument;
  /** The folder or file of an asset, by its key in the deployment bucket (`<hash>.zip`). Throws on an unknown key. */
  assetPath(key: string): string;
}

const readJson = <T>(path: string, schema: z.ZodType<T>): T => schema.parse(JSON.parse(readFileSync(path, 'utf8')));

/** Reads the one stack in `folder`. */
export const readAssembly = (folder: string): Assembly => {
  const suffix = '.template.json';
  const stacks = readdirSync(folder).filter((file) => file.endsWith(suffix));
  const [stack] = stacks;
  if (stack === undefined || stacks.length > 1) throw new Error(`${folder} holds ${stacks.length} stacks; one is run`);
  const { files } = readJson(join(folder, stack.replace(suffix, '.assets.json')), assetsSchema);
  return {
    template: readJson(join(folder, stack), templateSchema),
    assetPath(key) {
      const path = files[key.replace(/\.[^.]+$/, '')]?.source.path;
      if (path === undefined) throw new Error(`the asset ${key} is not in the manifest`);
      return resolve(folder, path);
    },
  };
};
