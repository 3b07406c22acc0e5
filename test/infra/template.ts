import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import type { Metafile } from 'esbuild';
import * as z from 'zod';
import { bundleFunctions } from '../../infra/bundle.ts';
import { RulingwireStack } from '../../infra/stacks/rulingwire-stack.ts';

const resourceSchema = z.object({
  Type: z.string(),
  Properties: z.record(z.string(), z.unknown()).default({}),
  DeletionPolicy: z.string().optional(),
});
const templateSchema = z.object({
  Resources: z.record(z.string(), resourceSchema),
  Outputs: z.record(z.string(), z.unknown()),
});

/** `Ref` or `Fn::GetAtt`, read as the logical id that it points at. */
export const reference = z.union([
  z.object({ Ref: z.string() }).transform(({ Ref }) => Ref),
  z.object({ 'Fn::GetAtt': z.tuple([z.string(), z.string()]) }).transform((value) => value['Fn::GetAtt'][0]),
]);

export interface Resource<Properties> {
  readonly id: string;
  readonly properties: Properties;
  readonly deletionPolicy: string | undefined;
}

export interface StackUnderTest {
  /** Every resource of a type, parsed; fails when there is none or one does not fit. */
  ofType<Properties>(type: string, schema: z.ZodType<Properties>): Resource<Properties>[];
  readonly outputs: readonly string[];
  readonly metafile: Metafile;
  /** What CloudFormation's own rules found. */
  readonly findings: unknown[];
}

/** Bundles and synthesizes once, in a folder of its own. */
export const synthesize = async (): Promise<StackUnderTest> => {
  const outdir = await mkdtemp(join(tmpdir(), 'rulingwire-infra-'));
  const { folder, metafile } = await bundleFunctions(join(outdir, 'bundles'));
  const app = new App({ outdir: join(outdir, 'cdk.out') });
  const stack = new RulingwireStack(app, 'Rulingwire', { bundles: folder, domain: undefined });
  const { Resources, Outputs } = templateSchema.parse(Template.fromStack(stack).toJSON());
  app.synth();
  const { pluginReports: findings } = z
    .object({ pluginReports: z.array(z.unknown()) })
    .parse(JSON.parse(await readFile(join(outdir, 'cdk.out/validation-report.json'), 'utf8')));
  await rm(outdir, { recursive: true });
  return {
    outputs: Object.keys(Outputs),
    metafile,
    findings,
    ofType: (type, schema) => {
      const found = Object.entries(Resources).filter(([, { Type }]) => Type === type);
      if (found.length === 0) throw new Error(`the template has no ${type}`);
      return found.map(([id, { Properties, DeletionPolicy }]) => {
        const parsed = schema.safeParse(Properties);
        if (!parsed.success) throw new Error(`${id}: ${z.prettifyError(parsed.error)}`);
        return { id, properties: parsed.data, deletionPolicy: DeletionPolicy };
      });
    },
  };
};
